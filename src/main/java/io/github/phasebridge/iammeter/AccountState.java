package io.github.phasebridge.iammeter;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cloud can be used at all, as against trouble with one meter. After a refused token or
 * login nothing is called for minutes, since the vendor counts logins by address.
 */
final class AccountState {

  /** Failures that speak of one meter, or, for QUOTA, of nothing but our own book. */
  private static final Set<Kind> OF_ONE_METER =
      EnumSet.of(
          Kind.OVER_LIMIT,
          Kind.REJECTED,
          Kind.NOT_FOUND,
          Kind.UNREADABLE,
          Kind.IMPLAUSIBLE,
          Kind.QUOTA);

  private static final String CLOUD = "The IAMMETER cloud";

  private final Outlet outlet;
  private final FailureLog log;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
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

  /** A call brought what was asked for. */
  void worked() {
    backoff.reset();
    paused = false;
    log.works(CLOUD);
    tell("");
  }

  /**
   * A call failed, though not for want of quota.
   *
   * @param subject what it was about, as a user knows it
   */
  void failed(String subject, IammeterFailure failure) {
    boolean whole = ofWholeAccount(failure);
    log.failed(whole ? CLOUD : subject, sentence(failure));
    if (whole) {
      note(failure);
    }
  }

  /** A call about the account failed, though not for want of quota. */
  void failedAsAWhole(String subject, IammeterFailure failure) {
    log.failed(ofWholeAccount(failure) ? CLOUD : subject, sentence(failure));
    note(failure);
  }

  /** Returns whether a failure says nothing about the one meter that was asked for. */
  static boolean ofWholeAccount(IammeterFailure failure) {
    return !OF_ONE_METER.contains(failure.kind());
  }

  private void note(IammeterFailure failure) {
    if (refused(failure)) {
      Duration own = backoff.next();
      Duration asked = failure.retryAfter().orElse(Duration.ZERO);
      Duration wait = own.compareTo(asked) > 0 ? own : asked;
      pausedUntil = nanoTime.getAsLong() + wait.toNanos();
      paused = true;
    }
    tell(sentence(failure));
  }

  /** Returns whether a failure means that no call can work until somebody changes something. */
  private static boolean refused(IammeterFailure failure) {
    return failure.kind() == Kind.UNAUTHORIZED || failure.kind() == Kind.LOGIN_REFUSED;
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
