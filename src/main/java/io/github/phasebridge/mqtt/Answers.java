package io.github.phasebridge.mqtt;

import io.github.phasebridge.mqtt.Connection.Answer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells a broker's refusal from a broken connection. */
final class Answers {

  private Answers() {}

  /**
   * Returns what the broker answered.
   *
   * @param refusal says why the broker refused, or null where it did not answer at all
   */
  static CompletionStage<Answer> of(
      CompletableFuture<?> result, Function<Throwable, @Nullable String> refusal) {
    return result
        .thenApply(success -> Answer.ACCEPTED)
        .exceptionally(
            thrown -> {
              Throwable failure =
                  thrown instanceof CompletionException && thrown.getCause() != null
                      ? thrown.getCause()
                      : thrown;
              String reason = refusal.apply(failure);
              if (reason == null) {
                throw new CompletionException(failure);
              }
              return new Answer(reason);
            });
  }

  /** Returns a reason code in words. */
  static String spoken(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
