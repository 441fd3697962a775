package io.github.phasebridge.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the simulated cloud does with a request: it counts the call, checks method, token and
 * parameters, answers, and misbehaves where that was ordered. Safe for use by several threads.
 */
final class CloudBackend {

  private final InstantSource clock;
  private final JsonMapper mapper = JsonMapper.builder().build();
  private final CloudAccount account;
  private final CloudHistory history;
  private final CallQuotas quotas;
  private final Spoiler spoiler =
      new Spoiler(
          mapper, this::failure, "{\"data\":\"none\",\"successful\":true,\"message\":null}");
  private final Misbehaviours<IammeterEndpoint> misbehaviours = new Misbehaviours<>();
  private final Recent<RecordedCall> calls = new Recent<>();
  private final Recent<Violation> violations = new Recent<>();
  private volatile VendorUnknowns unknowns = VendorUnknowns.DEFAULT;

  CloudBackend(CloudOptions options) {
    clock = options.clock();
    TimeLapse time = new TimeLapse(clock.instant(), options.lapse());
    account = new CloudAccount(mapper, time, options.zone(), clock);
    history = new CloudHistory(clock);
    quotas = new CallQuotas(time, options.grace());
    options.meters().forEach(account::add);
  }

  CloudAccount account() {
    return account;
  }

  Misbehaviours<IammeterEndpoint> misbehaviours() {
    return misbehaviours;
  }

  List<RecordedCall> calls() {
    return calls.all();
  }

  List<Violation> violations() {
    return violations.all();
  }

  VendorUnknowns unknowns() {
    return unknowns;
  }

  void assume(VendorUnknowns assumed) {
    unknowns = assumed;
  }

  /** Answers a request, right or as ordered, and writes it down. */
  CloudAnswer handle(CloudRequest request) {
    Instant now = clock.instant();
    CloudAnswer right = answer(request, now);
    CloudAnswer sent =
        misbehaviours
            .next(request.endpoint())
            .map(misbehaviour -> spoiler.spoil(misbehaviour, right))
            .orElse(right);
    RecordedCall call =
        new RecordedCall(
            now,
            request.endpoint(),
            request.sn(),
            request.tokenPlace(),
            sent.status(),
            sent.told());
    calls.add(call);
    return sent;
  }

  private CloudAnswer answer(CloudRequest request, Instant now) {
    List<String> passed;
    synchronized (quotas) {
      passed = quotas.enter(request.endpoint(), countedOn(request), request.address(), now);
    }
    passed.forEach(what -> violate(request, now, Violation.Kind.QUOTA, what));
    try {
      checkMethodAndToken(request);
      return passed.isEmpty() ? success(data(request)) : overLimit(passed.getFirst());
    } catch (CloudRefusal refusal) {
      if (refusal.isBadFormat()) {
        violate(request, now, Violation.Kind.FORMAT, refusal.reason());
      }
      return refusal.status() == 200
          ? CloudAnswer.json(200, failure(refusal.reason()), refusal.reason())
          : CloudAnswer.json(refusal.status(), "", refusal.reason());
    }
  }

  private List<String> countedOn(CloudRequest request) {
    if (request.endpoint() == IammeterEndpoint.METERS_DATA) {
      return unknowns.metersDataCountsOnMeters()
          ? account.meters().stream().map(SimulatedMeter::sn).toList()
          : List.of();
    }
    return account.find(request.sn()).map(meter -> List.of(meter.sn())).orElse(List.of());
  }

  private void checkMethodAndToken(CloudRequest request) throws CloudRefusal {
    if (request.endpoint() == IammeterEndpoint.UNKNOWN) {
      throw CloudRefusal.status(404, false, "no such path");
    }
    boolean login = request.endpoint() == IammeterEndpoint.LOGIN;
    if (!request.method().equals(login ? "POST" : "GET")) {
      throw CloudRefusal.status(405, true, "method " + request.method() + " is not allowed");
    }
    if (!login && !account.token().equals(request.token())) {
      throw CloudRefusal.status(401, false, "the token is missing or wrong");
    }
  }

  private JsonNode data(CloudRequest request) throws CloudRefusal {
    VendorUnknowns assumed = unknowns;
    return switch (request.endpoint()) {
      case LOGIN -> account.login(request, assumed.loginRefusedBy401());
      case SITE_LIST -> account.siteList();
      case METERS_DATA -> account.metersData(assumed);
      case METER_DATA -> account.meterData(request.sn(), assumed.sevenValues());
      case METER_DATA_2 -> account.meterData2(request.sn());
      case METER_DATA_LIST -> history.flatRows(meterOf(request), request, assumed.utcFirst());
      case METER_DATA_LIST_2 -> history.rowsWithPowerFactor(meterOf(request), request);
      case POWER_ANALYSIS -> history.powerAnalysis(meterOf(request), request);
      case OFFLINE_ANALYSIS -> history.offlineAnalysis(meterOf(request), request);
      case UNKNOWN -> throw CloudRefusal.status(404, false, "no such path");
    };
  }

  private SimulatedMeter meterOf(CloudRequest request) throws CloudRefusal {
    if (request.sn().isEmpty()) {
      throw CloudRefusal.badFormat("sn is missing");
    }
    return account.meter(request.sn());
  }

  private CloudAnswer overLimit(String why) {
    return switch (unknowns.overLimit()) {
      case EMPTY -> CloudAnswer.json(200, "", why);
      case NULL -> CloudAnswer.json(200, "null", why);
      case TOO_MANY_REQUESTS -> CloudAnswer.json(429, "", why);
      case REJECTED -> CloudAnswer.json(200, failure("request limit exceeded"), why);
    };
  }

  private CloudAnswer success(JsonNode data) {
    return CloudAnswer.json(200, envelope(data, true, null), "ok");
  }

  private String failure(String message) {
    return envelope(null, false, message);
  }

  private String envelope(@Nullable JsonNode data, boolean successful, @Nullable String message) {
    ObjectNode envelope = mapper.createObjectNode();
    envelope.set("data", data == null ? mapper.nullNode() : data);
    return mapper.writeValueAsString(
        envelope.put("successful", successful).put("message", message));
  }

  private void violate(CloudRequest request, Instant now, Violation.Kind kind, String what) {
    violations.add(new Violation(now, request.endpoint(), request.sn(), kind, what));
  }
}
