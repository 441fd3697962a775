package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An IAMMETER cloud on 127.0.0.1, built from the vendor's documents: it checks tokens, parameters
 * and quotas, answers in the vendor's forms from meters with plausible loads, writes down every
 * call and every broken rule, and misbehaves when told to. Safe for use by several threads.
 */
public final class SimulatedIammeterCloud implements AutoCloseable {

  private final CloudBackend backend;
  private final LoopbackServer server;

  private SimulatedIammeterCloud(CloudBackend backend, LoopbackServer server) {
    this.backend = backend;
    this.server = server;
  }

  /**
   * Starts a cloud; when this returns it answers.
   *
   * @throws IOException if the port is taken
   */
  public static SimulatedIammeterCloud start(CloudOptions options) throws IOException {
    CloudBackend backend = new CloudBackend(options);
    return new SimulatedIammeterCloud(
        backend,
        LoopbackServer.start(
            "The simulated IAMMETER cloud",
            options.port(),
            exchange -> backend.handle(CloudRequest.of(exchange))));
  }

  /** Returns the base URL, such as {@code http://127.0.0.1:41234}. */
  public URI url() {
    return server.url();
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
    server.close();
  }
}
