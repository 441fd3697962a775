package io.github.phasebridge.thingboot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Opens a TCP connection and closes it at once. */
final class TcpProbe implements LanProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  @Override
  public CompletionStage<Boolean> answers(URI address) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    var _ = Thread.ofVirtual().name("lan-probe").start(() -> result.complete(connects(address)));
    return result;
  }

  private static boolean connects(URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), port(address)), (int) PATIENCE.toMillis());
      return true;
    } catch (IOException | IllegalArgumentException _) {
      return false;
    }
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
  }
}
