package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A ThingBoot cloud on 127.0.0.1, built from the vendor's documents: it checks paths, signatures
 * and commands, answers for relays that live, pushes their messages over an MQTT listener of its
 * own or by webhook, writes down every call and every broken rule, and misbehaves when told to.
 * What the documents leave open is in {@link ThingbootUnknowns} and {@link PushForms}. Safe for use
 * by several threads.
 */
public final class SimulatedThingbootCloud implements AutoCloseable {

  private final ThingbootOptions options;
  private final @Nullable ScheduledExecutorService ownTimer;
  private final PushDesk push;
  private final ThingbootBackend backend;
  private @Nullable PushListener listener;
  private @Nullable LoopbackServer server;

  private SimulatedThingbootCloud(
      ThingbootOptions options,
      ScheduledExecutorService timer,
      @Nullable ScheduledExecutorService ownTimer) {
    this.options = options;
    this.ownTimer = ownTimer;
    push = new PushDesk(timer, PushOutlet.NOWHERE);
    backend =
        new ThingbootBackend(
            options,
            push,
            cloud ->
                new ThingbootAccount(
                    plan ->
                        new SimulatedRelay(
                            plan,
                            options.traits(),
                            timer,
                            message -> cloud.report(plan.id(), message)),
                    (endpoint, what) -> cloud.violate(endpoint.toString(), what)));
    options.relays().forEach(backend.account()::add);
  }

  /**
   * Starts a cloud whose relays live in real time; when this returns it answers.
   *
   * @throws IOException if a port is taken
   */
  public static SimulatedThingbootCloud start(ThingbootOptions options) throws IOException {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulated-relays").factory());
    return open(new SimulatedThingbootCloud(options, timer, timer));
  }

  /**
   * Starts a cloud whose relays live on somebody else's time.
   *
   * @throws IOException if a port is taken
   */
  public static SimulatedThingbootCloud start(
      ThingbootOptions options, ScheduledExecutorService timer) throws IOException {
    return open(new SimulatedThingbootCloud(options, timer, null));
  }

  private static SimulatedThingbootCloud open(SimulatedThingbootCloud cloud) throws IOException {
    try {
      cloud.open();
      return cloud;
    } catch (IOException e) {
      cloud.close();
      throw e;
    }
  }

  private void open() throws IOException {
    if (options.pushPort() >= 0) {
      PushListener started = PushListener.start(options, backend::violate);
      listener = started;
      push.outlet(started.outlet());
    }
    server =
        LoopbackServer.start(
            "The simulated ThingBoot cloud",
            options.port(),
            exchange -> backend.handle(ThingbootRequest.of(exchange)));
  }

  /** Returns the base URL, such as {@code http://127.0.0.1:41234}. */
  public URI url() {
    return Objects.requireNonNull(server).url();
  }

  /**
   * Returns where its MQTT listener is, such as {@code mqtt://127.0.0.1:41235}.
   *
   * @throws NullPointerException if it has none
   */
  public URI pushUrl() {
    return Objects.requireNonNull(listener, "this cloud has no MQTT listener").url();
  }

  /** Returns the account's id. */
  public String appId() {
    return options.appId();
  }

  /** Returns the account's secret; it opens nothing else. */
  public String appSecret() {
    return options.appSecret();
  }

  /** Returns the relays of the account. */
  public List<SimulatedRelay> relays() {
    return backend.account().relays();
  }

  /** Returns a relay of the account by its id. */
  public SimulatedRelay relay(String id) {
    return backend
        .account()
        .find(id)
        .orElseThrow(() -> new IllegalArgumentException("the account has no relay " + id));
  }

  /** Adds a relay to the account. */
  public SimulatedRelay addRelay(RelayPlan plan) {
    return backend.account().add(plan);
  }

  /** Removes a relay from the account. */
  public void removeRelay(String id) {
    backend.account().remove(id);
  }

  /** Settles what the vendor's documents leave open. */
  public void assume(ThingbootUnknowns assumed) {
    backend.assume(assumed);
  }

  /** Returns what is assumed where the vendor's documents leave it open. */
  public ThingbootUnknowns assumed() {
    return backend.unknowns();
  }

  /**
   * Sends messages another way from now on, such as a {@link WebhookOutlet} or {@link
   * PushOutlet#NOWHERE}; whoever made the outlet closes it. An order's message may well come before
   * the HTTP answer to the order: make answers slow for that.
   */
  public void pushTo(PushOutlet outlet) {
    push.outlet(outlet);
  }

  /** Sends messages over its own MQTT listener again. */
  public void pushToListener() {
    push.outlet(Objects.requireNonNull(listener, "this cloud has no MQTT listener").outlet());
  }

  /** Returns the last 10,000 messages, oldest first, lost ones included. */
  public List<RecordedPush> pushes() {
    return push.sent();
  }

  /** Does this to the next messages, after what was ordered before. */
  public void trouble(PushTrouble trouble, int times) {
    push.trouble(trouble, times);
  }

  /**
   * Misbehaves in the next calls of an endpoint, or of any endpoint if it is null. The call has its
   * effect all the same; {@link SimulatedRelay#ignoreOrders} takes that away too.
   */
  public void misbehave(
      @Nullable ThingbootEndpoint endpoint, Misbehaviour misbehaviour, int times) {
    backend.misbehaviours().order(endpoint, misbehaviour, times);
  }

  /** Misbehaves until {@link #behave} is called. */
  public void misbehave(@Nullable ThingbootEndpoint endpoint, Misbehaviour misbehaviour) {
    misbehave(endpoint, misbehaviour, Integer.MAX_VALUE);
  }

  /** Forgets every order to misbehave, and delivers messages that were held back. */
  public void behave() {
    backend.misbehaviours().clear();
    push.behave();
  }

  /** Returns the last 10,000 calls, oldest first. */
  public List<ThingbootCall> calls() {
    return backend.calls();
  }

  /** Returns the calls of one endpoint, oldest first. */
  public List<ThingbootCall> calls(ThingbootEndpoint endpoint) {
    return calls().stream().filter(call -> call.endpoint() == endpoint).toList();
  }

  /** Returns the last 10,000 broken rules, oldest first; none if the caller is well-behaved. */
  public List<ThingbootViolation> violations() {
    return backend.violations();
  }

  /** Stops answering and pushing; waits for nobody. */
  @Override
  public void close() {
    if (ownTimer != null) {
      ownTimer.shutdownNow();
    }
    push.outlet(PushOutlet.NOWHERE);
    if (server != null) {
      server.close();
    }
    if (listener != null) {
      listener.close();
    }
  }
}
