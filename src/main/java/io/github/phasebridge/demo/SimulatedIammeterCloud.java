package io.github.phasebridge.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An IAMMETER cloud on 127.0.0.1, built from the vendor's documents: it checks tokens, parameters
 * and quotas, answers in the vendor's forms from meters with plausible loads, writes down every
 * call and every broken rule, and misbehaves when told to. Safe for use by several threads.
 */
public final class SimulatedIammeterCloud implements AutoCloseable {

  private final CloudBackend backend;
  private final AnswerSender sender = new AnswerSender();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedIammeterCloud(CloudOptions options, HttpServer server) {
    this.server = server;
    backend = new CloudBackend(options);
  }

  /**
   * Starts a cloud; when this returns it answers.
   *
   * @throws IOException if the port is taken
   */
  public static SimulatedIammeterCloud start(CloudOptions options) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port());
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new IOException(
          "The simulated IAMMETER cloud cannot listen on 127.0.0.1:%d: %s. Choose another port."
              .formatted(options.port(), e.getMessage()),
          e);
    }
    SimulatedIammeterCloud cloud = new SimulatedIammeterCloud(options, server);
    server.setExecutor(cloud.threads);
    server.createContext(
        "/",
        exchange -> {
          CloudRequest request = CloudRequest.of(exchange);
          cloud.sender.send(exchange, cloud.backend.handle(request));
        });
    server.start();
    return cloud;
  }

  /** Returns the base URL, such as {@code http://127.0.0.1:41234}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Returns the token that is valid now. */
  public String token() {
    return backend.account().token();
  }

  /** Returns the user name for {@code user/login}. */
  public String userName() {
    return CloudAccount.USER_NAME;
  }

  /** Returns the password for {@code user/login}. */
  public String password() {
    return CloudAccount.PASSWORD;
  }

  /** Makes the token invalid; the next login gives another one. */
  public void revokeToken() {
    backend.account().revokeToken();
  }

  /** Returns the meters of the account. */
  public List<SimulatedMeter> meters() {
    return backend.account().meters();
  }

  /** Returns a meter of the account by its serial number. */
  public SimulatedMeter meter(String sn) {
    return backend
        .account()
        .find(sn)
        .orElseThrow(() -> new IllegalArgumentException("the account has no meter " + sn));
  }

  /** Adds a meter to the account. */
  public SimulatedMeter addMeter(MeterPlan plan) {
    return backend.account().add(plan);
  }

  /** Removes a meter from the account. */
  public void removeMeter(String sn) {
    backend.account().remove(sn);
  }

  /** Settles what the vendor's documents leave open. */
  public void assume(VendorUnknowns assumed) {
    backend.assume(assumed);
  }

  /** Returns what is assumed where the vendor's documents leave it open. */
  public VendorUnknowns assumed() {
    return backend.unknowns();
  }

  /** Misbehaves in the next calls of an endpoint, or of any endpoint if it is null. */
  public void misbehave(@Nullable IammeterEndpoint endpoint, Misbehaviour misbehaviour, int times) {
    backend.misbehaviours().order(endpoint, misbehaviour, times);
  }

  /** Misbehaves until {@link #behave} is called. */
  public void misbehave(@Nullable IammeterEndpoint endpoint, Misbehaviour misbehaviour) {
    misbehave(endpoint, misbehaviour, Integer.MAX_VALUE);
  }

  /** Forgets every order to misbehave. */
  public void behave() {
    backend.misbehaviours().clear();
  }

  /** Returns the last 10,000 calls, oldest first. */
  public List<RecordedCall> calls() {
    return backend.calls();
  }

  /** Returns the calls of one endpoint, oldest first. */
  public List<RecordedCall> calls(IammeterEndpoint endpoint) {
    return calls().stream().filter(call -> call.endpoint() == endpoint).toList();
  }

  /** Returns the last 10,000 broken rules, oldest first; none if the caller is well-behaved. */
  public List<Violation> violations() {
    return backend.violations();
  }

  /** Stops answering; waits for nobody. */
  @Override
  public void close() {
    sender.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
