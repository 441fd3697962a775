package io.github.phasebridge.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the simulated ThingBoot cloud does with a request: it checks path, signature and parameters
 * as documented, answers, and misbehaves where that was ordered. Safe for use by several threads.
 */
final class ThingbootBackend {

  private final ThingbootOptions options;
  private final InstantSource clock;
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final ThingbootAccount account;
  private final PushDesk push;
  private final Spoiler spoiler =
      new Spoiler(
          mapper,
          message -> envelope(mapper.createObjectNode(), 500, message),
          "{\"code\":200,\"data\":\"none\",\"msg\":\"success\"}");
  private final Misbehaviours<ThingbootEndpoint> misbehaviours = new Misbehaviours<>();
  private final Recent<ThingbootCall> calls = new Recent<>();
  private final Recent<ThingbootViolation> violations = new Recent<>();
  private volatile ThingbootUnknowns unknowns = ThingbootUnknowns.DEFAULT;

  /**
   * Creates the cloud behind its ports.
   *
   * @param account makes the account from this backend, which its relays report to
   */
  ThingbootBackend(
      ThingbootOptions options,
      PushDesk push,
      Function<ThingbootBackend, ThingbootAccount> account) {
    this.options = options;
    this.push = push;
    clock = options.traits().clock();
    this.account = account.apply(this);
  }

  ThingbootAccount account() {
    return account;
  }

  Misbehaviours<ThingbootEndpoint> misbehaviours() {
    return misbehaviours;
  }

  List<ThingbootCall> calls() {
    return calls.all();
  }

  List<ThingbootViolation> violations() {
    return violations.all();
  }

  ThingbootUnknowns unknowns() {
    return unknowns;
  }

  void assume(ThingbootUnknowns assumed) {
    unknowns = assumed;
  }

  /** Writes down a broken rule. */
  void violate(String where, String what) {
    violations.add(new ThingbootViolation(clock.instant(), where, what));
  }

  /** Pushes what a relay says. */
  void report(String device, RelayMessage message) {
    ThingbootUnknowns assumed = unknowns;
    push.send(
        assumed.push(), assumed.inUnit(message), new PushDesk.Sender(device, clock.instant()));
  }

  /** Answers a request, right or as ordered, and writes it down. */
  CloudAnswer handle(ThingbootRequest request) {
    Instant now = clock.instant();
    CloudAnswer right = answer(request, now).delayed(options.answerDelay());
    CloudAnswer sent =
        misbehaviours
            .next(request.endpoint())
            .map(misbehaviour -> spoiler.spoil(misbehaviour, right))
            .orElse(right);
    calls.add(
        new ThingbootCall(now, request.endpoint(), request.body(), sent.status(), sent.told()));
    return sent;
  }

  private CloudAnswer answer(ThingbootRequest request, Instant now) {
    try {
      if (request.endpoint() == ThingbootEndpoint.CLOCK) {
        return CloudAnswer.text(200, "text/plain", Long.toString(now.getEpochSecond()), "ok");
      }
      checkPath(request);
      checkSignature(request, now);
      return CloudAnswer.json(200, envelope(data(request), 200, "success"), "ok");
    } catch (ThingbootRefusal refusal) {
      if (refusal.isViolation()) {
        violate(request.path(), refusal.reason());
      }
      return refusal.code() == 0
          ? CloudAnswer.text(refusal.status(), "text/plain", refusal.prompt(), refusal.reason())
          : CloudAnswer.json(
              200,
              envelope(mapper.createObjectNode(), refusal.code(), refusal.prompt()),
              refusal.code() + " " + refusal.reason());
    }
  }

  private void checkPath(ThingbootRequest request) throws ThingbootRefusal {
    if (!request.path().endsWith("/")) {
      throw ThingbootRefusal.status(404, "the path does not end with a slash");
    }
    if (!request.appId().equals(options.appId())) {
      throw ThingbootRefusal.violation(
          5001, "miss app id", "the path does not begin with the account's AppID");
    }
    if (request.endpoint() == ThingbootEndpoint.UNKNOWN) {
      throw ThingbootRefusal.status(404, "no such path");
    }
    boolean mayGet = request.endpoint() != ThingbootEndpoint.DEVICE_CONFIG;
    if (!request.method().equals("POST") && !(mayGet && request.method().equals("GET"))) {
      throw ThingbootRefusal.status(405, "method " + request.method() + " is not documented");
    }
  }

  private void checkSignature(ThingbootRequest request, Instant now) throws ThingbootRefusal {
    if (!request.query("debug").isEmpty()) {
      throw ThingbootRefusal.violation(5007, "bad debug key", "a debug key is for people");
    }
    String ts = request.query("ts");
    if (ts.isEmpty()) {
      throw ThingbootRefusal.violation(5002, "miss param ts", "ts is missing in the query string");
    }
    if (!ts.matches("[0-9]{10}")) {
      throw ThingbootRefusal.violation(5003, "bad ts", "ts has 10 digits, not " + ts);
    }
    if (Math.abs(Long.parseLong(ts) - now.getEpochSecond()) > options.tolerance().toSeconds()) {
      throw ThingbootRefusal.rejected(5003, "bad ts");
    }
    String sign = request.query("sign");
    if (sign.isEmpty()) {
      throw ThingbootRefusal.violation(
          5004, "miss param sign", "sign is missing in the query string");
    }
    if (options.appSecret().isEmpty()) {
      throw ThingbootRefusal.rejected(5005, "please set app secret");
    }
    String right = ThingbootSignature.ofCall(options.appSecret(), ts);
    if (sign.equalsIgnoreCase(right) && !sign.equals(right)) {
      throw ThingbootRefusal.violation(5006, "bad sign", "sign is lower-case hex");
    }
    if (!sign.equals(right)) {
      throw ThingbootRefusal.rejected(5006, "bad sign");
    }
  }

  private ObjectNode data(ThingbootRequest request) throws ThingbootRefusal {
    return switch (request.endpoint()) {
      case DEVICE_LIST -> account.list(request, unknowns);
      case DEVICE_INFO -> account.info(request, unknowns);
      case DEVICE_CONTROL -> account.control(request);
      case DEVICE_CONFIG -> account.configure(request);
      case PRODUCT_LIST -> account.products();
      case CLOCK, UNKNOWN -> throw ThingbootRefusal.status(404, "no such path");
    };
  }

  private String envelope(ObjectNode envelope, int code, String message) {
    if (unknowns.codeAsText()) {
      envelope.put("code", Integer.toString(code));
    } else {
      envelope.put("code", code);
    }
    return mapper.writeValueAsString(envelope.put("msg", message));
  }
}
