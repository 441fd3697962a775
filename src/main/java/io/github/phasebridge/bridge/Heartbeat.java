package io.github.phasebridge.bridge;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the two threads on which everything else depends still run: every 10 s the
 * scheduler hands the bridge's thread a task that notes the time. Safe for many threads.
 */
final class Heartbeat {

  private static final Duration PERIOD = Duration.ofSeconds(10);

  /** A disk that hangs for some seconds is no reason for a restart. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * How long lateness must last after it was first seen. When a machine or a container wakes up,
   * its clock may have gone on while no thread could run; a beat follows within moments then.
   */
  static final Duration GRACE = Duration.ofSeconds(20);

  /** That the beat after this one was found to be late, and when. */
  private record Suspicion(long beat, long since) {}

  private final ScheduledExecutorService scheduler;
  private final Executor bridgeThread;
  private final LongSupplier nanoTime;
  private final AtomicReference<@Nullable Suspicion> suspicion = new AtomicReference<>();
  private volatile long lastBeat;

  @Inject
  Heartbeat(
      ScheduledExecutorService scheduler,
      @BridgeThread Executor bridgeThread,
      LongSupplier nanoTime) {
    this.scheduler = scheduler;
    this.bridgeThread = bridgeThread;
    this.nanoTime = nanoTime;
    lastBeat = nanoTime.getAsLong();
  }

  /** Begins to beat; ends with the scheduler. */
  void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            () -> bridgeThread.execute(this::beat),
            PERIOD.toSeconds(),
            PERIOD.toSeconds(),
            TimeUnit.SECONDS);
  }

  /**
   * Returns whether both threads run. A single question after a long silence cannot tell a dead
   * thread from a machine that slept; it takes a second one 20 s later.
   */
  boolean alive() {
    long beat = lastBeat;
    long now = nanoTime.getAsLong();
    if (now - beat < LIMIT.toNanos()) {
      return true;
    }
    Suspicion first = new Suspicion(beat, now);
    Suspicion held =
        suspicion.accumulateAndGet(
            first, (before, fresh) -> before != null && before.beat == beat ? before : fresh);
    return held == null || now - held.since < GRACE.toNanos();
  }

  private void beat() {
    lastBeat = nanoTime.getAsLong();
  }
}
