package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A command whose outcome is not known yet. Moments are those of the monotonic clock. */
final class Pending {

  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

  private final Command command;
  private final Wish wish;
  private final long since;
  private final long deadline;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private OptionalLong positionDue = OptionalLong.empty();

  /**
   * Takes a command.
   *
   * @param since now
   * @param life how long it may wait until it is sent
   */
  Pending(Command command, Wish wish, long since, Duration life) {
    this.command = command;
    this.wish = wish;
    this.since = since;
    this.deadline = since + life.toNanos();
  }

  Command command() {
    return command;
  }

  Wish wish() {
    return wish;
  }

  /** Returns what its sender waits for. */
  CompletionStage<Outcome> outcome() {
    return outcome.minimalCompletionStage();
  }

  /** Returns whether it waited too long to be sent. */
  boolean dead(long now) {
    return now - deadline > 0;
  }

  /** Returns the nanoseconds until it is {@link #dead}. */
  long untilDead(long now) {
    return deadline - now + 1;
  }

  /** Returns until when it waits for a report of the position that it shall reverse. */
  OptionalLong positionDue() {
    return positionDue;
  }

  /** Lets it wait for a report of the position until this moment. */
  void waitForPosition(long until) {
    positionDue = OptionalLong.of(until);
  }

  /** Tells its sender and the log how it ended; only the first call counts. */
  void end(Outcome how, String device, long now) {
    if (outcome.isDone()) {
      return;
    }
    log(how, device, Duration.ofNanos(now - since).toMillis());
    outcome.complete(how);
  }

  private void log(Outcome how, String device, long millis) {
    boolean bad = how.kind() == Outcome.Kind.FAILED || how.kind() == Outcome.Kind.TIMED_OUT;
    LOG.atLevel(bad ? Level.WARN : Level.INFO)
        .log(
            "{}: {} {} {} after {} ms{}",
            device,
            command.key(),
            command.payload(),
            word(how.kind()),
            millis,
            how.reason() == null ? "" : ": " + how.reason());
  }

  private static String word(Outcome.Kind kind) {
    return switch (kind) {
      case CONFIRMED -> "confirmed";
      case ACCEPTED -> "accepted";
      case REFUSED -> "refused";
      case FAILED -> "failed";
      case TIMED_OUT -> "timed out";
    };
  }
}
