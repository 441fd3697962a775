package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What strangers get out of the real servers, in processes of their own with the limits of the real
 * one: as an app, whose ingress proxy is 127.0.0.3 here, and with a password elsewhere. All of
 * 127.0.0.0/8 is this computer on Linux.
 */
@Timeout(55)
class AccessIT {

  private static final String PROXY = "127.0.0.3";
  private static final String STRANGER = "127.0.0.2";
  private static final String LOCAL = "127.0.0.1";

  private static final String PASSWORD = "page-secret-5711";
  private static final List<String> SECRETS =
      List.of(
          PASSWORD,
          "broker-secret-5711",
          "meter-token-5711",
          "relay-secret-5711",
          "hook-secret-57110000",
          "supervisor-secret-5711");
  private static final List<String> USERS = List.of("brokeruser5711", "meteruser5711");

  private static final String LOGIN =
      "Authorization: Basic "
          + Base64.getEncoder().encodeToString(("x:" + PASSWORD).getBytes(ISO_8859_1))
          + "\r\n";

  private static ChildJvm app;
  private static ChildJvm elsewhere;
  private static ChildJvm webhook;
  private static int appPort;
  private static int elsewherePort;
  private static int webhookPort;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    // With the heap of the image.
    List<String> small = List.of("env", "_JAVA_OPTIONS=-Xmx32m -Xmn5m");
    app = ChildJvm.start(small, PageProgram.class, 0, "WEB_INGRESS_PROXY=" + PROXY);
    elsewhere =
        ChildJvm.start(
            PageProgram.class,
            0,
            "WEB_PASSWORD=" + PASSWORD,
            "MQTT_USERNAME=" + USERS.get(0),
            "MQTT_PASSWORD=" + SECRETS.get(1),
            "IAMMETER_TOKEN=" + SECRETS.get(2),
            "IAMMETER_USER_NAME=" + USERS.get(1),
            "IAMMETER_PASSWORD=" + SECRETS.get(2),
            "THINGBOOT_APP_ID=app5711",
            "THINGBOOT_APP_SECRET=" + SECRETS.get(3),
            "WEB_WEBHOOK_TOKEN=" + SECRETS.get(4),
            "SUPERVISOR_TOKEN=" + SECRETS.get(5));
    webhook = ChildJvm.start(WebhookProgram.class);
    appPort = port(app);
    elsewherePort = port(elsewhere);
    webhookPort = port(webhook);
  }

  @AfterAll
  static void stop() {
    app.close();
    elsewhere.close();
    webhook.close();
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    PROXY + ", /metrics, 200",
    PROXY + ", /api/diagnostics, 200",
    PROXY + ", /health, 200",
    LOCAL + ", /health, 200",
    LOCAL + ", /health/ready, 200",
    LOCAL + ", /health/live, 200",
    LOCAL + ", /metrics, 403",
    LOCAL + ", /, 403",
    STRANGER + ", /, 403",
    STRANGER + ", /api/events, 403",
    STRANGER + ", /api/diagnostics, 403",
    STRANGER + ", /chart/chart.umd.min.js, 403",
    STRANGER + ", /nothing, 403",
  })
  void asAnAppOnlyTheProxyIsServed(String from, String path, int status) throws IOException {
    assertThat(status(ask(from, appPort, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: " + PROXY,
        "X-Real-IP: " + PROXY,
        "Forwarded: for=" + PROXY,
        "X-Ingress-Path: /api/hassio_ingress/x",
        "X-Remote-User-Id: admin",
      })
  void aHeaderMakesNobodyTheProxy(String header) throws IOException {
    String request = "GET /metrics HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";

    assertThat(status(ask(STRANGER, appPort, request))).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health",
        "/health/live",
        "/metrics",
        "/api/events",
        "/api/command",
        "/api/diagnostics",
        "/index.html",
        "/app.js",
        "/chart/chart.umd.min.js",
        "/webhook",
        "/webhook/",
        "/webhook/../metrics",
      })
  void onTheWebhooksPortIsNothingButTheWebhook(String path) throws IOException {
    for (String method : List.of("GET", "POST", "HEAD")) {
      String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
      assertThat(status(ask(LOCAL, webhookPort, request))).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%6detrics",
        "/metrics%2f",
        "/metrics/",
        "//metrics",
        "/./metrics",
        "/x/../metrics",
        "/..",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/chart/",
        "/chart/../app.js",
        "/chart/..%2f..%2freference.conf",
        "/chart\\chart.umd.min.js",
        "/page/index.html",
        "/reference.conf",
        "/METRICS",
        "/metrics;x=1",
        "/metrics%00",
        "/api//events",
        "/api",
        "http://127.0.0.1/metrics",
        "http://evil.example/metrics",
        "metrics",
        "*",
        "/metrics#x",
      })
  void anotherSpellingIsAnotherAddress(String target) throws IOException {
    String answer = ask(PROXY, appPort, "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(status(answer)).isIn(400, 404);
    assertThat(body(answer)).hasSizeLessThan(200).doesNotContain("evil", "passwd", "chart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host:\r\n",
        "",
      })
  void aForeignNameIsRefused(String host) throws IOException {
    String answer = ask(LOCAL, elsewherePort, "GET /metrics HTTP/1.1\r\n" + host + LOGIN + "\r\n");

    assertThat(status(answer)).isIn(400, 403);
    assertThat(answer).doesNotContain("evil");
  }

  @Test
  void withoutThePasswordThereIsALogin() throws IOException {
    String answer = ask(LOCAL, elsewherePort, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(status(answer)).isEqualTo(401);
    assertThat(answer).containsIgnoringCase("www-authenticate: Basic realm=\"phasebridge\"");
    assertThat(status(ask(LOCAL, elsewherePort, get("/metrics")))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "x"})
  void anotherSiteSendsNoCommand(String site) throws IOException {
    String answer =
        ask(
            PROXY,
            appPort,
            "POST /api/command HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Sec-Fetch-Site: "
                + site
                + "\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(status(answer)).isEqualTo(403);
  }

  @Test
  void whatIsTooLargeIsRefusedShortlyAndTheNextIsServed() throws IOException {
    String post = "POST /api/command HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    String many =
        IntStream.range(0, 150).mapToObj(i -> "X-" + i + ": y\r\n").collect(Collectors.joining());
    List<String> bombs =
        List.of(
            "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(1_000_000) + "\r\n\r\n",
            "GET /metrics HTTP/1.1\r\nHost: x\r\n" + many + "\r\n",
            "GET /" + "x".repeat(1_000_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
            post + "Content-Length: 100000000\r\n\r\n" + "x".repeat(1_000_000),
            post + "Content-Length: -1\r\n\r\n",
            post + "Content-Length: 99999999999999999999\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nfffffff\r\n" + "x".repeat(1_000_000),
            post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "\r\n\r\n\r\n",
            "GET\r\n\r\n",
            "\0\0\0\0\r\n\r\n");
    for (String bomb : bombs) {
      String answer = ask(PROXY, appPort, bomb);
      assertThat(answer).hasSizeLessThan(1500).doesNotContain("200 OK");
    }
    assertThat(status(ask(PROXY, appPort, get("/metrics")))).isEqualTo(200);
  }

  @Test
  void whoDawdlesIsCutOffButAStreamIsNot() throws IOException {
    Socket stream = connect(PROXY, appPort, get("/api/events"));
    String post = "POST /api/command HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n";
    List<Socket> slow =
        List.of(
            connect(PROXY, appPort, "GET"),
            connect(PROXY, appPort, "GET /metrics HTTP/1.1\r\nX-Slow"),
            connect(PROXY, appPort, post + "Content-Type: application/json\r\n\r\n1"),
            connect(STRANGER, appPort, post + "\r\n1"));

    for (Socket socket : slow) {
      assertThat(untilTheEnd(socket)).doesNotContain("200 OK");
    }
    // Comes after 15 s, which is more than a request may take.
    assertThat(until(stream, ": alive")).contains("event: status").contains("event: history");
    assertThat(status(ask(PROXY, appPort, get("/metrics")))).isEqualTo(200);
  }

  /** Each of them had three copies of the file once. */
  @Test
  void whoDoesNotReadTakesNoMemory() throws IOException {
    List<Socket> lazy = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      lazy.add(socket);
      socket.setSoTimeout(30_000);
      socket.setReceiveBufferSize(1024);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(PROXY), 0));
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOCAL), appPort));
      socket
          .getOutputStream()
          .write(
              "GET /chart/chart.umd.min.js HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(ISO_8859_1));
    }

    for (Socket socket : lazy) {
      assertThat(untilTheEnd(socket)).startsWith("HTTP/1.1 200").hasSizeGreaterThan(200_000);
    }
  }

  @Test
  void noSecretIsInAnythingThatIsServed() throws IOException {
    String events = until(connect(LOCAL, elsewherePort, get("/api/events")), "event: history");
    String diagnostics = ask(LOCAL, elsewherePort, get("/api/diagnostics"));
    String metrics = ask(LOCAL, elsewherePort, get("/metrics"));
    String health = ask(LOCAL, elsewherePort, get("/health"));
    String refused = ask(LOCAL, elsewherePort, get("/nothing/" + PASSWORD));

    assertThat(events).contains("Oh no: ***");
    assertThat(diagnostics).contains("Oh no: ***", "raw_messages", "iammeter_3f00aa11");
    for (String served : List.of(events, diagnostics, metrics, health, refused)) {
      assertThat(served).doesNotContain(SECRETS);
      assertThat(served).doesNotContain(USERS);
    }
    assertThat(diagnostics).doesNotContain("\"token\" :");
  }

  private static int port(ChildJvm process) {
    return Integer.parseInt(Objects.requireNonNull(process.readLine()));
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + LOGIN + "\r\n";
  }

  private Socket connect(String from, int port, String text) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.setSoTimeout(30_000);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOCAL), port));
    try {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    } catch (SocketException _) {
      // It had enough before the end.
    }
    return socket;
  }

  /** Returns the whole answer; empty if there is none. */
  private String ask(String from, int port, String request) throws IOException {
    String last = request.replaceFirst("HTTP/1.1\r\n", "HTTP/1.1\r\nConnection: close\r\n");
    try (Socket socket = connect(from, port, last)) {
      return untilTheEnd(socket);
    }
  }

  private static String untilTheEnd(Socket socket) throws IOException {
    return until(socket, "\0");
  }

  /** Returns what comes until this text or the end. */
  private static String until(Socket socket, String text) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] part = new byte[64 * 1024];
    try {
      for (int length = in.read(part); length >= 0; length = in.read(part)) {
        read.write(part, 0, length);
        if (read.toString(ISO_8859_1).contains(text)) {
          break;
        }
      }
    } catch (SocketException _) {
      // It hung up before it had read everything.
    }
    return read.toString(ISO_8859_1);
  }

  private static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
