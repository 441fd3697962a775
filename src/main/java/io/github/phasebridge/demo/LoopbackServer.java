package io.github.phasebridge.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 whose answers may be late or broken. */
final class LoopbackServer implements AutoCloseable {

  private final AnswerSender sender = new AnswerSender();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  /** Answers requests; called by several threads. */
  @FunctionalInterface
  interface Handler {
    /** Returns the answer to a request. */
    CloudAnswer answer(HttpExchange exchange) throws IOException;
  }

  private LoopbackServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts a server; when this returns it answers.
   *
   * @param title what listens, for the error
   * @param port the TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  static LoopbackServer start(String title, int port, Handler handler) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot listen on 127.0.0.1:%d: %s. Choose another port."
              .formatted(title, port, e.getMessage()),
          e);
    }
    LoopbackServer started = new LoopbackServer(server);
    server.setExecutor(started.threads);
    server.createContext("/", exchange -> started.sender.send(exchange, handler.answer(exchange)));
    server.start();
    return started;
  }

  /** Returns the base URL, such as {@code http://127.0.0.1:41234}. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Stops answering; waits for nobody. */
  @Override
  public void close() {
    sender.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
