package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cloud can be used at all, as against trouble with one meter:
 *
 * <ul>
 *   <li>A name that cannot be resolved, a certificate that cannot be trusted and a refused login
 *       concern every call, so one of them is enough.
 *   <li>A refused token (401) and a cloud in trouble concern the account only when the last call of
 *       every meter ended so; until then they are trouble of the meter that was asked for, since
 *       the vendor does not document how a serial number of somebody else is answered.
 *   <li>Trouble with the list of meters is its own, unless that call is refused (401, 403) or there
 *       is no meter.
 *   <li>Trouble with an analysis is its own.
 *   <li>Everything else, above all 403, speaks of the one meter that was asked for.
 * </ul>
 *
 * After a refused login, or when every token is refused, nothing is called for minutes, since the
 * vendor counts logins by address. Then each meter is asked anew, so that one that is refused for
 * good cannot hold back the others.
 */
final class AccountState {

  private static final Set<Kind> OF_EVERY_CALL = EnumSet.of(Kind.DNS, Kind.TLS, Kind.LOGIN_REFUSED);

  /** Failures that concern the account once they have met every meter. */
  private static final Set<Kind> OF_ALL_METERS =
      EnumSet.of(
          Kind.UNAUTHORIZED,
          Kind.SERVER_ERROR,
          Kind.UNEXPECTED_STATUS,
          Kind.TOO_LARGE,
          Kind.TIMEOUT,
          Kind.CONNECTION);

  private static final Set<Kind> REFUSED_LIST =
      EnumSet.of(Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.LOGIN_REFUSED);

  private static final String CLOUD = "The IAMMETER cloud";

  private final Outlet outlet;
  private final FailureLog log;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Set<DeviceId> meters = new HashSet<>();

  /** The meters whose last call failed in one of the ways of {@link #OF_ALL_METERS}. */
  private final Map<DeviceId, Kind> lost = new HashMap<>();

  private @Nullable String told;
  private String reason = "";
  private long pausedUntil;
  private boolean paused;

  AccountState(Outlet outlet, FailureLog log, LongSupplier nanoTime, Backoff backoff) {
    this.outlet = outlet;
    this.log = log;
    this.nanoTime = nanoTime;
    this.backoff = backoff;
  }

  /** These are all the meters that are read. */
  void consistsOf(Collection<DeviceId> now) {
    meters.clear();
    meters.addAll(now);
    lost.keySet().retainAll(meters);
  }

  /** A call that was not about reading a meter brought what was asked for. */
  void worked() {
    backoff.reset();
    paused = false;
    if (!allLost()) {
      log.works(CLOUD);
      tell("");
    }
  }

  /** A call for these meters brought what was asked for. */
  void worked(Collection<DeviceId> read) {
    lost.keySet().removeAll(read);
    worked();
  }

  /**
   * A call failed, though not for want of quota.
   *
   * @param asked the meters that it should have read; none if it was for something else
   * @param subject what it was about, as a user knows it
   */
  void failed(Collection<DeviceId> asked, String subject, IammeterFailure failure) {
    lost.keySet().removeAll(asked);
    if (OF_ALL_METERS.contains(failure.kind())) {
      asked.stream().filter(meters::contains).forEach(id -> lost.put(id, failure.kind()));
    }
    boolean whole = OF_EVERY_CALL.contains(failure.kind()) || (!asked.isEmpty() && allLost());
    log.failed(whole ? CLOUD : subject, sentence(failure));
    if (whole) {
      note(failure, failure.kind() == Kind.LOGIN_REFUSED || allRefused());
    }
  }

  /** The call for the list of meters failed, though not for want of quota. */
  void listFailed(String subject, IammeterFailure failure) {
    boolean refused = REFUSED_LIST.contains(failure.kind());
    boolean whole = refused || OF_EVERY_CALL.contains(failure.kind()) || meters.isEmpty();
    log.failed(whole ? CLOUD : subject, sentence(failure));
    if (whole) {
      note(failure, refused);
    }
  }

  private boolean allLost() {
    return !meters.isEmpty() && lost.keySet().containsAll(meters);
  }

  private boolean allRefused() {
    return allLost() && lost.values().stream().allMatch(kind -> kind == Kind.UNAUTHORIZED);
  }

  private void note(IammeterFailure failure, boolean refused) {
    if (refused) {
      Duration own = backoff.next();
      Duration asked = failure.retryAfter().orElse(Duration.ZERO);
      Duration wait = own.compareTo(asked) > 0 ? own : asked;
      pausedUntil = nanoTime.getAsLong() + wait.toNanos();
      paused = true;
      lost.clear();
    }
    tell(sentence(failure));
  }

  /** Returns how long nothing may be called; zero for not at all. */
  Duration pause() {
    long rest = paused ? pausedUntil - nanoTime.getAsLong() : 0;
    return Duration.ofNanos(Math.max(0, rest));
  }

  /** Returns what is wrong; empty while all is well. */
  String reason() {
    return reason;
  }

  /** Returns a failure's sentence, which the type of its message allows to be absent. */
  static String sentence(IammeterFailure failure) {
    String message = failure.getMessage();
    return message == null ? failure.kind().name() : message;
  }

  private void tell(String now) {
    reason = now;
    if (!now.equals(told)) {
      told = now;
      outlet.cloud(now.isEmpty(), now);
    }
  }
}
