package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Telemetry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts calls with their ends and how long they took.
 *
 * @param nanoTime a clock that never jumps
 */
record CallTimes(Telemetry telemetry, LongSupplier nanoTime) {

  /** The result of a call that brought what was asked for. */
  static final String OK = "ok";

  /**
   * Makes a call and counts it.
   *
   * @param endpoint as the vendor calls it
   * @param result tells what an answer means: {@link #OK}, or the name of a failure
   */
  <T> CompletionStage<T> count(
      String endpoint, Supplier<CompletionStage<T>> call, Function<T, String> result) {
    long begun = nanoTime.getAsLong();
    return call.get()
        .whenComplete(
            (answer, failure) ->
                telemetry.call(
                    ThingbootSource.NAME,
                    endpoint,
                    failure == null ? result.apply(answer) : nameOf(failure),
                    Duration.ofNanos(nanoTime.getAsLong() - begun)));
  }

  /** Returns a failure's kind as it is counted. */
  static String nameOf(LinkFailure.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String nameOf(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return nameOf(
        cause instanceof LinkFailure failure ? failure.kind() : LinkFailure.Kind.UNCERTAIN);
  }
}
