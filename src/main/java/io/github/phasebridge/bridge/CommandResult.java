package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, as it is published.
 *
 * @param id the sender's own, or one that the bridge made
 * @param key the entity that took it
 * @param payload what was wanted
 * @param took from its arrival until now
 */
record CommandResult(String id, String key, String payload, Outcome outcome, Duration took) {

  /** The entity of a device that shows the result of its last command, if it has one. */
  static final String LAST_COMMAND = "last_command";

  /** Returns the result of a command that a source carried out. */
  static CommandResult of(Command command, Outcome outcome, Duration took) {
    return new CommandResult(command.id(), command.key(), command.payload(), outcome, took);
  }

  /** Returns the fields of the JSON object on {@code result}, in order. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("key", key);
    document.put("payload", payload);
    document.put("outcome", word());
    document.put("reason", outcome.reason());
    document.put("ms", took.toMillis());
    return document;
  }

  /**
   * Returns the reading of the entity {@link #LAST_COMMAND}: the command and its outcome in one
   * line, the fields of the result as attributes.
   */
  Reading lastCommand() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    document()
        .forEach(
            (name, value) -> {
              if (value != null) {
                attributes.put(name, value);
              }
            });
    String line = "PRESS".equals(payload) ? key : key + " " + payload;
    return new Reading(
        Map.of(LAST_COMMAND, Value.of(line + ": " + word())),
        Map.of(LAST_COMMAND, attributes),
        null);
  }

  /** Returns the result as the status page shows it. */
  Overview.CommandEntry entry(Instant now) {
    return new Overview.CommandEntry(now, key, payload, outcome, took);
  }

  private String word() {
    return outcome.kind().name().toLowerCase(Locale.ROOT);
  }
}
