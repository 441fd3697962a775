package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.bridge.StartException;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.PostIntake.Post;
import io.github.phasebridge.testing.FakeTime;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook as senders and strangers meet it. */
@Timeout(60)
class WebhookServerTest {

  private static final String TOKEN = "0123456789abcdef";
  private static final String HOOK = "/webhook/" + TOKEN;

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebhookServer server = server("127.0.0.1", 0);

  @AfterEach
  void stop() {
    server.stop();
    client.close();
  }

  @Test
  void aPostIsAnsweredWithNothingAndHandedOn() throws Exception {
    start();

    HttpResponse<String> answer = post(HOOK, "{\"power\":\"1\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(next()).isEqualTo(new Post("", "{\"power\":\"1\"}", time.instant()));
  }

  @Test
  void theAddressNamesTheDevice() throws Exception {
    start();

    assertThat(post(HOOK + "/820720", "x").statusCode()).isEqualTo(200);

    assertThat(next().device()).isEqualTo("820720");
  }

  @Test
  void theSenderIsAnsweredWhileNobodyWorksOnItsMessage() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    server.deliverTo(
        post -> {
          await(done);
          posts.add(post);
        });
    server.start();

    assertThat(post(HOOK, "1").statusCode()).isEqualTo(200);
    assertThat(post(HOOK, "2").statusCode()).isEqualTo(200);

    assertThat(posts).isEmpty();
    done.countDown();
    assertThat(next().body()).isEqualTo("1");
    assertThat(next().body()).isEqualTo("2");
  }

  @Test
  void postsOfOneSenderKeepTheirOrder() throws Exception {
    start();
    List<String> sent = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    for (String body : sent) {
      assertThat(post(HOOK, body).statusCode()).isEqualTo(200);
    }

    List<String> received = new ArrayList<>();
    while (received.size() < sent.size()) {
      received.add(next().body());
    }
    assertThat(received).isEqualTo(sent);
  }

  @Test
  void aReceiverThatFailsGetsTheNextPost() throws Exception {
    server.deliverTo(
        post -> {
          posts.add(post);
          throw new IllegalStateException("a bug");
        });
    server.start();

    assertThat(post(HOOK, "1").statusCode()).isEqualTo(200);
    assertThat(post(HOOK, "2").statusCode()).isEqualTo(200);

    assertThat(next().body()).isEqualTo("1");
    assertThat(next().body()).isEqualTo("2");
  }

  @Test
  void moreThanCanWaitIsRefusedUntilThereIsRoom() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    server.deliverTo(
        post -> {
          begun.countDown();
          await(done);
          posts.add(post);
        });
    server.start();
    String large = "x".repeat(50 * 1024);
    int fitting = PostBox.MOST_WAITING / 51;
    for (int i = 0; i < fitting; i++) {
      assertThat(post(HOOK, large).statusCode()).isEqualTo(200);
    }
    await(begun);

    assertThat(post(HOOK, large).statusCode()).isEqualTo(503);

    done.countDown();
    for (int i = 0; i < fitting; i++) {
      assertThat(next().body()).isEqualTo(large);
    }
    assertThat(posts).isEmpty();
    assertThat(post(HOOK, "again").statusCode()).isEqualTo(200);
    assertThat(next().body()).isEqualTo("again");
  }

  @Test
  void withoutAReceiverNothingIsTaken() throws Exception {
    server.start();

    assertThat(post(HOOK, "x").statusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void onlyPostIsTaken(String method) throws Exception {
    start();

    HttpResponse<String> answer = send(HOOK, method, BodyPublishers.ofString("x"), "text/plain");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    assertThat(posts).isEmpty();
  }

  @Test
  void headIsRefusedWithoutABody() throws Exception {
    start();

    assertThat(raw("HEAD " + HOOK + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 405")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/webhook/0123456789abcdee",
        "//webhook/0123456789abcdef",
        "//x/webhook/0123456789abcdef",
        "/webhook/%30123456789abcdef",
        "/webhook/0123456789abcdef/../0123456789abcdef",
        "/webhook/0123456789abcdef;a",
        "http://x/webhook/0123456789abcdef",
      })
  void otherAddressesHaveNothing(String target) throws Exception {
    start();

    assertThat(raw("POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 404")
        .endsWith("\r\n\r\nNot found\n")
        .doesNotContain(TOKEN);
    assertThat(posts).isEmpty();
  }

  @Test
  void theLargestBodyIsTakenAndALargerOneRefused() throws Exception {
    start();

    assertThat(post(HOOK, "x".repeat(64 * 1024)).statusCode()).isEqualTo(200);
    assertThat(next().body()).hasSize(64 * 1024);
    assertThat(post(HOOK, "x".repeat(64 * 1024 + 1)).statusCode()).isEqualTo(413);
    assertThat(
            send(
                    HOOK,
                    "POST",
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])),
                    "text/plain")
                .statusCode())
        .isEqualTo(413);
    assertThat(posts).isEmpty();
  }

  @Test
  void aBodyInChunksOfAKnownEndIsTaken() throws Exception {
    start();
    BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofString("{\"a\":\"ö\"}"));

    assertThat(send(HOOK, "POST", chunked, "application/json").statusCode()).isEqualTo(200);

    assertThat(next().body()).isEqualTo("{\"a\":\"ö\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | UTF-8",
        "application/x-www-form-urlencoded | UTF-8",
        "application/json; charset=utf-8 | UTF-8",
        "application/json; charset=ISO-8859-1 | ISO-8859-1",
        "application/json;Charset=\"iso-8859-1\"; x=y | ISO-8859-1",
        "text/plain; charset=GBK | GBK",
        "application/json; charset=nonsense | UTF-8",
        "anything at all | UTF-8",
      })
  void theBodyIsReadInItsCharset(String contentType, String charset) throws Exception {
    start();
    byte[] body = "电 ä".getBytes(Charset.forName(charset));

    assertThat(send(HOOK, "POST", BodyPublishers.ofByteArray(body), contentType).statusCode())
        .isEqualTo(200);

    assertThat(next().body()).isEqualTo(new String(body, Charset.forName(charset)));
  }

  @Test
  void slowBodiesTakeOnlySoManyPlaces() throws Exception {
    start();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < WebhookHandler.MOST_AT_ONCE; i++) {
        Socket socket = connect();
        slow.add(socket);
        // Only the handler answers this, so that each one is known to hold a place.
        write(
            socket,
            "POST "
                + HOOK
                + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                + "Content-Length: 10\r\n\r\n");
        assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
            .isEqualTo("HTTP/1.1 100");
      }
      int status = post(HOOK, "x").statusCode();
      while (status == 200) {
        // The server said 100 a moment before it took the place.
        status = post(HOOK, "x").statusCode();
      }

      assertThat(status).isEqualTo(503);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    int status = post(HOOK, "last").statusCode();
    while (status == 503) {
      status = post(HOOK, "last").statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aBodyThatEndsEarlyIsNoMessage() throws Exception {
    start();
    try (Socket socket = connect()) {
      write(socket, "POST " + HOOK + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{}");
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }

    assertThat(post(HOOK, "whole").statusCode()).isEqualTo(200);
    assertThat(next().body()).isEqualTo("whole");
  }

  @Test
  void headersWithoutEndAreCutOff() throws Exception {
    start();
    try (Socket socket = connect()) {
      write(socket, "POST " + HOOK + " HTTP/1.1\r\n");
      String header = "X-Bomb: " + "x".repeat(8000) + "\r\n";

      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  write(socket, header);
                }
              })
          .isInstanceOf(IOException.class);
    }

    assertThat(post(HOOK, "x").statusCode()).isEqualTo(200);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      WebhookServer second = server("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(second::start)
          .isInstanceOf(StartException.class)
          .hasMessage(
              "port "
                  + taken.getLocalPort()
                  + " is taken by another program; stop that one, or choose another"
                  + " web.webhook-port");
      second.stop();
    }
  }

  @Test
  void anAddressOfAnotherComputerIsNamed() {
    // Set aside for documentation, so that no computer has it.
    WebhookServer elsewhere = server("192.0.2.1", 0);

    assertThatThrownBy(elsewhere::start)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("it cannot listen at 192.0.2.1 port 0 (")
        .hasMessageEndingWith("check web.webhook-host and web.webhook-port");
    elsewhere.stop();
  }

  @Test
  void aHostNameThatNobodyKnowsIsNamed() {
    WebhookServer nowhere = server("no such host", 0);

    assertThatThrownBy(nowhere::start)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith("web.webhook-host no such host is not known");
    nowhere.stop();
  }

  @Test
  void theAddressIsToldWithoutTheToken() {
    start();

    assertThat(server.open()).isTrue();
    assertThat(server.address(""))
        .isEqualTo("http://<this computer>:" + server.port() + "/webhook/<web.webhook-token>");
    assertThat(server.address("820720"))
        .isEqualTo(
            "http://<this computer>:" + server.port() + "/webhook/<web.webhook-token>/820720");
  }

  @Test
  void afterTheStopNobodyListens() throws Exception {
    start();
    int port = server.port();
    server.stop();

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
        .isInstanceOf(IOException.class);
    WebhookServer next = server("127.0.0.1", port);
    next.start();
    next.stop();
  }

  private void start() {
    server.deliverTo(posts::add);
    server.start();
  }

  private WebhookServer server(String host, int port) {
    return new WebhookServer(
        new WebConfig(
            false, "127.0.0.1", 8099, Secret.NONE, List.of(), "", host, port, new Secret(TOKEN)),
        time,
        time::nanoTime);
  }

  private Post next() throws InterruptedException {
    Post post = posts.poll(30, TimeUnit.SECONDS);
    assertThat(post).isNotNull();
    return post;
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(path, "POST", BodyPublishers.ofString(body), "application/json");
  }

  private HttpResponse<String> send(
      String path, String method, BodyPublisher body, String contentType) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", contentType)
            .method(method, body)
            .build(),
        BodyHandlers.ofString());
  }

  /** Sends bytes as they are, and returns what comes until the server hangs up. */
  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
