package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Backoff;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One call that is made again and again, for one meter or for all of them together, and how to go
 * on after each of its ends.
 */
final class Round {

  /** What a round needs to know of the world around it. */
  record Surroundings(
      IammeterApi api,
      CallPlan plan,
      AccountState account,
      FailureLog log,
      Backoffs backoffs,
      InstantSource clock) {}

  private final List<Meter> meters;
  private final boolean together;
  private final Surroundings around;
  private final Backoff refused;
  private final Backoff serverError;
  private boolean unknownPath;

  /**
   * Makes a round.
   *
   * @param together whether one call for the whole account serves all the meters; else there is one
   *     meter
   */
  Round(List<Meter> meters, boolean together, Surroundings around) {
    this.meters = List.copyOf(meters);
    this.together = together;
    this.around = around;
    refused = around.backoffs().refused();
    serverError = around.backoffs().serverError();
  }

  List<Meter> meters() {
    return meters;
  }

  boolean together() {
    return together;
  }

  /**
   * Returns whether the cloud refuses this call or asked for fewer, so that not even a user may
   * hurry it.
   */
  boolean backingOff() {
    return refused.active();
  }

  /** Returns whether the cloud does not know the call for the whole account. */
  boolean unknownPath() {
    return unknownPath;
  }

  /** Returns how long to wait for the first call after a restart. */
  Duration untilDue() {
    boolean nothingYet = meters.stream().anyMatch(meter -> meter.memory().isEmpty());
    return nothingYet && !together ? Duration.ZERO : around.plan().untilDue(sns(), together);
  }

  /** Makes the call and returns how long to wait for the next one. */
  Duration take() throws InterruptedException {
    Duration pause = around.account().pause();
    if (pause.isPositive()) {
      meters.forEach(meter -> meter.failed(around.account().reason()));
      return pause;
    }
    try {
      call();
      around.account().worked(ids());
      refused.reset();
      serverError.reset();
      return pace();
    } catch (IammeterFailure failure) {
      return reactTo(failure);
    } catch (StorageException e) {
      // The call could not be entered in the ledger, so it was not made.
      around.log().failed(title(), String.valueOf(e.getMessage()));
      return pace();
    }
  }

  private void call() throws IammeterFailure, InterruptedException {
    if (!together) {
      Meter meter = meters.getFirst();
      took(meter, around.api().meterData(meter.who().sn()));
      return;
    }
    Map<String, MeterData> answers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answers.putAll(around.api().metersData(sns()));
    for (Meter meter : meters) {
      MeterData answer = answers.get(meter.who().sn());
      if (answer == null) {
        missing(meter);
      } else {
        took(meter, answer);
      }
    }
    around.log().works(title());
  }

  private void took(Meter meter, MeterData data) {
    String title = meter.who().title();
    meter
        .took(data)
        .ifPresentOrElse(odd -> around.log().failed(title, odd), () -> around.log().works(title));
  }

  private void missing(Meter meter) {
    String reason = "The cloud's answer for all meters lacks this one.";
    meter.failed(reason);
    around.log().failed(meter.who().title(), reason);
  }

  private Duration reactTo(IammeterFailure failure) {
    String sentence = AccountState.sentence(failure);
    if (failure.kind() == Kind.QUOTA) {
      around.log().waits(title(), sentence);
      meters.forEach(Meter::tellCallsLeft);
      return failure.retryAfter().orElseGet(this::pace);
    }
    around.account().failed(ids(), title(), failure);
    meters.forEach(meter -> meter.failed(sentence));
    unknownPath = together && failure.kind() == Kind.NOT_FOUND;
    return longer(pace(), ownWait(failure));
  }

  private Duration ownWait(IammeterFailure failure) {
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    return switch (failure.kind()) {
      case LOGIN_REFUSED -> around.account().pause();
      case UNAUTHORIZED -> refusedToken(asked);
      case FORBIDDEN, OVER_LIMIT -> longer(refused.next(), asked);
      case SERVER_ERROR -> longer(serverError.next(), asked);
      default -> asked;
    };
  }

  private Duration refusedToken(Duration asked) {
    Duration pause = around.account().pause();
    return pause.isPositive() ? pause : longer(refused.next(), asked);
  }

  private Duration pace() {
    return around.plan().pace(sns(), together);
  }

  private List<String> sns() {
    return meters.stream().map(meter -> meter.who().sn()).toList();
  }

  private List<DeviceId> ids() {
    return meters.stream().map(meter -> meter.who().id()).toList();
  }

  /** Returns what the log calls it. */
  String title() {
    return together ? "All meters in one call" : meters.getFirst().who().title();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
