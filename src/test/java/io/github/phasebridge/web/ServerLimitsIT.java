package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the limits of the JDK's server do to clients that mean harm. They hold for a whole process
 * and from its start, so that it is one of its own. Without a limit these tests end after 30 s.
 */
class ServerLimitsIT {

  private static final String REQUEST = "POST /webhook/" + WebhookProgram.TOKEN + " HTTP/1.1\r\n";

  private final ChildJvm process = ChildJvm.start(WebhookProgram.class);
  private final List<Socket> sockets = new ArrayList<>();
  private int port;

  @BeforeEach
  void awaitPort() {
    port = Integer.parseInt(Objects.requireNonNull(process.readLine()));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    process.close();
  }

  @Test
  void whoDawdlesIsCutOff() throws IOException {
    List<Socket> slow =
        List.of(
            connect(""),
            connect("POST"),
            connect(REQUEST + "Host: x\r\nX-Slow"),
            connect(REQUEST + "Host: x\r\nContent-Length: 10\r\n\r\n1"),
            connect("POST /elsewhere HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n1"));

    for (Socket socket : slow) {
      assertThat(untilTheEnd(socket)).doesNotContain(" 200 ");
    }
    assertThat(answer(connect(REQUEST + "Host: x\r\nContent-Length: 1\r\n\r\n1")))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void headersAreBounded() throws IOException {
    String large = "X-Large: " + "x".repeat(16_384) + "\r\n";
    assertThat(answer(connect(REQUEST + large + "\r\n"))).doesNotStartWith("HTTP/1.1 2");
    String many =
        IntStream.range(0, 101).mapToObj(i -> "X-" + i + ": y\r\n").collect(Collectors.joining());
    assertThat(answer(connect(REQUEST + many + "\r\n"))).doesNotStartWith("HTTP/1.1 2");
  }

  @Test
  void connectionsAreBounded() throws IOException {
    for (int i = 0; i < 100; i++) {
      var _ = connect("P");
    }
    Socket oneTooMany = connect("");

    assertThat(untilTheEnd(oneTooMany)).isEmpty();
    sockets.getFirst().close();
    String answer = "";
    while (!answer.startsWith("HTTP/1.1 200")) {
      // The server needs a moment to see that there is room again.
      answer = answer(connect(REQUEST + "Host: x\r\nContent-Length: 1\r\n\r\n1"));
    }
  }

  private Socket connect(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    sockets.add(socket);
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  /** Returns the first bytes of the answer. */
  private static String answer(Socket socket) throws IOException {
    return read(socket, 12);
  }

  /** Returns what comes until the server hangs up. */
  private static String untilTheEnd(Socket socket) throws IOException {
    return read(socket, Integer.MAX_VALUE);
  }

  private static String read(Socket socket, int most) throws IOException {
    try {
      return new String(socket.getInputStream().readNBytes(most), ISO_8859_1);
    } catch (SocketException e) {
      // It hung up before it had read everything.
      return "";
    }
  }
}
