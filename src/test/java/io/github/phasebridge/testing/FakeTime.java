package io.github.phasebridge.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that only passes when a test says so: a wall clock that can jump, a monotonic clock, and a
 * scheduler that runs its tasks on the caller of {@link #advance}, in order of their due times.
 */
public final class FakeTime extends AbstractExecutorService
    implements ScheduledExecutorService, InstantSource {

  private final List<Task<?>> tasks = new ArrayList<>();
  private Instant wall;
  private long nanos;
  private long sequence;
  private boolean down;

  /** Starts at this moment. */
  public FakeTime(Instant start) {
    wall = start;
  }

  @Override
  public Instant instant() {
    return wall;
  }

  /** Returns the monotonic clock, like {@link System#nanoTime()}. */
  public long nanoTime() {
    return nanos;
  }

  /** Moves only the wall clock, as somebody who sets the clock would. */
  public void jump(Duration by) {
    wall = wall.plus(by);
  }

  /** Lets time pass and runs whatever falls due, tasks that those tasks schedule included. */
  public void advance(Duration by) {
    long end = nanos + by.toNanos();
    while (true) {
      Task<?> next =
          tasks.stream()
              .filter(task -> task.due <= end)
              .min(Comparator.comparingLong((Task<?> t) -> t.due).thenComparingLong(t -> t.number))
              .orElse(null);
      if (next == null) {
        break;
      }
      moveTo(Math.max(nanos, next.due));
      tasks.remove(next);
      next.fire();
    }
    moveTo(end);
  }

  /** Runs what is due now. */
  public void runDue() {
    advance(Duration.ZERO);
  }

  /** Returns how many tasks wait. */
  public int waiting() {
    return tasks.size();
  }

  private void moveTo(long target) {
    wall = wall.plusNanos(target - nanos);
    nanos = target;
  }

  private <T extends @Nullable Object> Task<T> add(Callable<T> body, long delay, long period) {
    Task<T> task = new Task<>(body, nanos + Math.max(0, delay), period, sequence++);
    if (!down) {
      tasks.add(task);
    }
    return task;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(
        () -> {
          command.run();
          return "";
        },
        unit.toNanos(delay),
        0);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(
        () -> {
          command.run();
          return "";
        },
        unit.toNanos(initialDelay),
        unit.toNanos(period));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return scheduleAtFixedRate(command, initialDelay, delay, unit);
  }

  @Override
  public void execute(Runnable command) {
    var _ = schedule(command, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public void shutdown() {
    down = true;
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return down;
  }

  @Override
  public boolean isTerminated() {
    return down;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return down;
  }

  private final class Task<T extends @Nullable Object> extends CompletableFuture<T>
      implements ScheduledFuture<T> {
    private final Callable<T> body;
    private final long period;
    private final long number;
    private long due;

    private Task(Callable<T> body, long due, long period, long number) {
      this.body = body;
      this.due = due;
      this.period = period;
      this.number = number;
    }

    private void fire() {
      if (isCancelled()) {
        return;
      }
      try {
        T result = body.call();
        if (period > 0) {
          due += period;
          if (!down && !isCancelled()) {
            tasks.add(this);
          }
        } else {
          complete(result);
        }
      } catch (Exception e) {
        completeExceptionally(e);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      tasks.remove(this);
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
