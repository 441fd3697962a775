package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A relay that left the cloud, on 127.0.0.1: its own HTTP port takes {@code POST /control} with the
 * bare command, signed if it has a secret, and its messages go to a report address. Safe for use by
 * several threads.
 */
public final class SimulatedLanRelay implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String DONE = "{\"code\":200,\"msg\":\"success\"}";

  private final String secret;
  private final @Nullable ScheduledExecutorService ownTimer;
  private final InstantSource clock;
  private final SimulatedRelay relay;
  private final PushDesk push;
  private final Misbehaviours<ThingbootEndpoint> misbehaviours = new Misbehaviours<>();
  private final Spoiler spoiler =
      new Spoiler(
          MAPPER,
          message -> MAPPER.writeValueAsString(MAPPER.createObjectNode().put("error", message)),
          "{\"data\":\"none\"}");
  private final Recent<ThingbootCall> calls = new Recent<>();
  private final Recent<ThingbootViolation> violations = new Recent<>();
  private volatile ThingbootUnknowns unknowns = ThingbootUnknowns.DEFAULT;
  private LoopbackServer server;
  private final int port;
  private boolean unplugged;

  private SimulatedLanRelay(
      RelayPlan plan,
      String secret,
      RelayTraits traits,
      int port,
      ScheduledExecutorService timer,
      @Nullable ScheduledExecutorService ownTimer)
      throws IOException {
    this.secret = secret;
    this.ownTimer = ownTimer;
    clock = traits.clock();
    push = new PushDesk(timer, PushOutlet.NOWHERE);
    relay = new SimulatedRelay(plan, traits, timer, this::report);
    server = listen(port);
    this.port = server.port();
  }

  /**
   * Starts a relay that lives in real time; when this returns it answers.
   *
   * @param secret its own secret, empty for none
   * @param port the TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static SimulatedLanRelay start(RelayPlan plan, String secret, RelayTraits traits, int port)
      throws IOException {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulated-lan-relay").factory());
    try {
      return new SimulatedLanRelay(plan, secret, traits, port, timer, timer);
    } catch (IOException e) {
      timer.shutdownNow();
      throw e;
    }
  }

  /**
   * Starts a relay that lives on somebody else's time.
   *
   * @throws IOException if the port is taken
   */
  public static SimulatedLanRelay start(
      RelayPlan plan, String secret, RelayTraits traits, int port, ScheduledExecutorService timer)
      throws IOException {
    return new SimulatedLanRelay(plan, secret, traits, port, timer, null);
  }

  private LoopbackServer listen(int wanted) throws IOException {
    return LoopbackServer.start(
        "The simulated relay", wanted, exchange -> handle(ThingbootRequest.of(exchange)));
  }

  /** Returns its address, such as {@code http://127.0.0.1:41234}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns its secret, empty for none; it opens nothing else. */
  public String secret() {
    return secret;
  }

  /** Returns the relay itself. */
  public SimulatedRelay relay() {
    return relay;
  }

  /** Sets its report address, such as a {@link WebhookOutlet}; whoever made it closes it. */
  public void reportTo(PushOutlet outlet) {
    push.outlet(outlet);
  }

  /** Settles what the vendor's documents leave open. */
  public void assume(ThingbootUnknowns assumed) {
    unknowns = assumed;
  }

  /** Takes it from the network: connections to it are refused, and it reports nothing. */
  public synchronized void unplug() {
    if (!unplugged) {
      unplugged = true;
      server.close();
      relay.goOffline();
    }
  }

  /**
   * Gives the network back.
   *
   * @throws IOException if somebody took its port meanwhile
   */
  public synchronized void plugIn() throws IOException {
    if (unplugged) {
      server = listen(port);
      unplugged = false;
      relay.comeBack();
    }
  }

  /** Misbehaves in the next calls; they have their effect all the same. */
  public void misbehave(Misbehaviour misbehaviour, int times) {
    misbehaviours.order(null, misbehaviour, times);
  }

  /** Does this to the next messages, after what was ordered before. */
  public void trouble(PushTrouble trouble, int times) {
    push.trouble(trouble, times);
  }

  /** Returns the last 10,000 messages, oldest first, lost ones included. */
  public List<RecordedPush> pushes() {
    return push.sent();
  }

  /** Returns the last 10,000 calls, oldest first. */
  public List<ThingbootCall> calls() {
    return calls.all();
  }

  /** Returns the last 10,000 broken rules, oldest first. */
  public List<ThingbootViolation> violations() {
    return violations.all();
  }

  /** Stops answering and reporting. */
  @Override
  public synchronized void close() {
    if (ownTimer != null) {
      ownTimer.shutdownNow();
    }
    push.outlet(PushOutlet.NOWHERE);
    server.close();
  }

  private void report(RelayMessage message) {
    // Nobody speaks for a relay that left the cloud.
    if (message instanceof RelayMessage.Event(var name, _) && name.equals("offline")) {
      return;
    }
    ThingbootUnknowns assumed = unknowns;
    push.send(assumed.push(), assumed.inUnit(message), new PushDesk.Sender(null, clock.instant()));
  }

  private CloudAnswer handle(ThingbootRequest request) {
    CloudAnswer right = answer(request);
    CloudAnswer sent =
        misbehaviours
            .next(ThingbootEndpoint.DEVICE_CONTROL)
            .map(misbehaviour -> spoiler.spoil(misbehaviour, right))
            .orElse(right);
    calls.add(
        new ThingbootCall(
            clock.instant(),
            ThingbootEndpoint.DEVICE_CONTROL,
            request.body(),
            sent.status(),
            sent.told()));
    return sent;
  }

  private CloudAnswer answer(ThingbootRequest request) {
    if (!request.path().equals("/control")) {
      return refuse(request, 404, "no such path");
    }
    if (!request.method().equals("POST")) {
      return refuse(request, 405, "only POST is documented");
    }
    String sign = request.query("sign");
    if (!secret.isEmpty() && !sign.equals(ThingbootSignature.ofLan(secret))) {
      return CloudAnswer.text(403, "text/plain", "bad sign", "bad sign");
    }
    if (secret.isEmpty() && !sign.isEmpty()) {
      return refuse(request, 403, "a sign, but the relay has no secret");
    }
    JsonNode order = json(request.body());
    Optional<String> problem =
        order == null
            ? Optional.of("the body is no JSON object")
            : order.has("extra")
                ? Optional.of("extra is documented for the cloud only")
                : VendorPage.problemWithOrder(order);
    if (problem.isPresent()) {
      return refuse(request, 400, problem.get());
    }
    relay.order(Objects.requireNonNull(order));
    return CloudAnswer.json(200, DONE, "ok");
  }

  private CloudAnswer refuse(ThingbootRequest request, int status, String why) {
    violations.add(new ThingbootViolation(clock.instant(), request.path(), why));
    return CloudAnswer.text(status, "text/plain", why, why);
  }

  private static @Nullable JsonNode json(String body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
