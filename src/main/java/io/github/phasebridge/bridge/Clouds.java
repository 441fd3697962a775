package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.SourceReport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the vendors' clouds are, as their sources tell. Safe for many threads. */
final class Clouds {

  private record State(Condition condition, Overview.@Nullable Failure lastFailure) {}

  private final Map<String, State> states = new ConcurrentHashMap<>();

  @Inject
  Clouds() {}

  /**
   * Takes what a source tells.
   *
   * @param reason what is wrong; empty while all is well
   */
  void told(DeviceSource source, boolean connected, String reason, Instant now) {
    states.compute(source.name(), (_, before) -> next(before, connected, reason, now));
  }

  /** Returns how a cloud is; its condition is null before its source told anything. */
  Overview.Cloud of(DeviceSource source, SourceReport report) {
    State state = states.get(source.name());
    return new Overview.Cloud(
        source.name(),
        source.title(),
        state == null ? null : state.condition,
        state == null ? null : state.lastFailure,
        report);
  }

  /** What only changes its reason lasts since it began; the last failure outlives its end. */
  private static State next(@Nullable State before, boolean connected, String reason, Instant now) {
    if (before == null) {
      return new State(new Condition(connected, now, reason), failure(reason, now));
    }
    Condition was = before.condition;
    boolean told = reason.isEmpty() || reason.equals(was.detail());
    return new State(
        new Condition(connected, was.ok() == connected ? was.since() : now, reason),
        told ? before.lastFailure : failure(reason, now));
  }

  private static Overview.@Nullable Failure failure(String reason, Instant now) {
    return reason.isEmpty() ? null : new Overview.Failure(now, reason);
  }
}
