package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.homeassistant.Topics;
import io.github.phasebridge.mqtt.InboundMessage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands, whoever brings them, to whom they are for, and ends every one in exactly one
 * published result, followed by the true state. Used by the bridge's thread only, apart from {@link
 * #ofPage}.
 */
final class Commands {

  /** The family of a device that nobody knows, for metrics. */
  private static final String UNKNOWN = "unknown";

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private final CommandIntake intake;
  private final Topics topics;
  private final Devices devices;
  private final OwnCommands own;
  private final Publisher publisher;
  private final Telemetry telemetry;
  private final InstantSource clock;
  private final Steps steps;

  @Inject
  Commands(
      Topics topics,
      Devices devices,
      OwnCommands own,
      Publisher publisher,
      Telemetry telemetry,
      InstantSource clock,
      Steps steps) {
    this.topics = topics;
    this.devices = devices;
    this.own = own;
    this.publisher = publisher;
    this.telemetry = telemetry;
    this.clock = clock;
    this.steps = steps;
    intake = new CommandIntake(clock, () -> UUID.randomUUID().toString().replace("-", ""));
  }

  /**
   * Takes a command from one of the bridge's own pages as if it came from the broker. May be called
   * by any thread.
   *
   * @return how it ended; never completes exceptionally
   */
  CompletionStage<Outcome> ofPage(DeviceId device, String key, String payload) {
    InboundMessage message =
        new InboundMessage(topics.command(device, key), payload, false, null, clock.instant());
    try {
      return CompletableFuture.supplyAsync(() -> take(message, device, key), steps)
          .thenCompose(Function.identity())
          .exceptionally(failure -> unexpected(message, failure));
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(unexpected(message, e));
    }
  }

  /**
   * Takes one message.
   *
   * @param device whom it is for; nobody may know it
   * @param key the entity that should take it; the device may not have it
   * @return how it ended
   */
  CompletionStage<Outcome> take(InboundMessage message, DeviceId device, String key) {
    return switch (intake.take(message, device, key, devices::description)) {
      case CommandIntake.Nothing() -> {
        LOG.debug("A retained message on {} was taken away", message.topic());
        yield CompletableFuture.completedFuture(Outcome.refused("nothing was wanted"));
      }
      case CommandIntake.Refused refused ->
          CompletableFuture.completedFuture(refuse(refused, message.receivedAt()));
      case CommandIntake.Valid(var command) -> carryOut(command);
    };
  }

  private Outcome refuse(CommandIntake.Refused refused, Instant receivedAt) {
    LOG.warn(
        "Refused '{}' for {}/{}: {}",
        refused.payload(),
        refused.device(),
        refused.key(),
        refused.reason());
    Outcome outcome = Outcome.refused(refused.reason());
    DeviceState state = devices.get(refused.device());
    end(
        refused.device(),
        state == null ? UNKNOWN : state.source(),
        new CommandResult(
            refused.id(), refused.key(), refused.payload(), outcome, since(receivedAt)));
    return outcome;
  }

  private CompletionStage<Outcome> carryOut(Command command) {
    DeviceState state = devices.get(command.device());
    String source = state == null ? UNKNOWN : state.source();
    return execute(command, state)
        .handleAsync((outcome, failure) -> ended(command, source, outcome, failure), steps);
  }

  private CompletionStage<Outcome> execute(Command command, @Nullable DeviceState state) {
    try {
      return state == null || state.owner() == null
          ? CompletableFuture.completedFuture(own.execute(command))
          : state.owner().execute(command);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Outcome ended(
      Command command, String source, @Nullable Outcome outcome, @Nullable Throwable failure) {
    Outcome end = outcome;
    if (end == null) {
      LOG.error("{} failed unexpectedly", command, failure);
      end = Outcome.failed("an internal error; see the log");
    }
    end(command.device(), source, CommandResult.of(command, end, since(command.receivedAt())));
    return end;
  }

  private void end(DeviceId device, String source, CommandResult result) {
    DeviceState state = devices.get(device);
    if (state != null) {
      state.ended(result.entry(clock.instant()));
    }
    publisher.result(device, result, state);
    telemetry.command(source, result.outcome().kind(), result.took());
  }

  /** Nothing takes less than no time, also when the clock is set back meanwhile. */
  private Duration since(Instant receivedAt) {
    Duration took = Duration.between(receivedAt, clock.instant());
    return took.isNegative() ? Duration.ZERO : took;
  }

  private static Outcome unexpected(InboundMessage message, Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause instanceof RejectedExecutionException) {
      return Outcome.failed("phasebridge is stopping");
    }
    LOG.error("A command on {} failed unexpectedly", message.topic(), cause);
    return Outcome.failed("an internal error; see the log");
  }
}
