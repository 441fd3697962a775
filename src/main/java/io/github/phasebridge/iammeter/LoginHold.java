package io.github.phasebridge.iammeter;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats the failure of a login for a while instead of the login: a wrong password is not tried
 * again for 15 minutes, then 30, at last 6 hours; the same after "over the limit". Other failures,
 * which may pass by themselves, hold from 1 minute up to 1 hour. Guarded by its owner.
 */
final class LoginHold {

  private static final Duration REFUSED_FIRST = Duration.ofMinutes(15);
  private static final Duration REFUSED_LONGEST = Duration.ofHours(6);
  private static final Duration OTHER_FIRST = Duration.ofMinutes(1);
  private static final Duration OTHER_LONGEST = Duration.ofHours(1);

  private final IammeterLimits limits;
  private final LongSupplier nanoTime;
  private @Nullable IammeterFailure failure;
  private Duration span = Duration.ZERO;
  private long since;

  /**
   * Holds nothing yet.
   *
   * @param limits how fast time passes
   * @param nanoTime a clock that never jumps
   */
  LoginHold(IammeterLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /**
   * Lets a login pass.
   *
   * @throws IammeterFailure the last login's failure, as long as it holds
   */
  void require() throws IammeterFailure {
    IammeterFailure last = failure;
    if (last == null) {
      return;
    }
    Duration left = limits.lapsed(span).minusNanos(nanoTime.getAsLong() - since);
    if (left.isPositive()) {
      throw new IammeterFailure(last.kind(), String.valueOf(last.getMessage()), Optional.of(left));
    }
  }

  /** Holds after a failure, longer after each. */
  void failed(IammeterFailure why) {
    boolean refused = why.kind() == Kind.LOGIN_REFUSED || why.kind() == Kind.OVER_LIMIT;
    Duration first = refused ? REFUSED_FIRST : OTHER_FIRST;
    Duration longest = refused ? REFUSED_LONGEST : OTHER_LONGEST;
    Duration next = max(first, span.multipliedBy(2));
    next = next.compareTo(longest) > 0 ? longest : next;
    span = max(next, why.retryAfter().orElse(Duration.ZERO));
    since = nanoTime.getAsLong();
    failure = why;
  }

  /** Forgets the failures. */
  void succeeded() {
    failure = null;
    span = Duration.ZERO;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
