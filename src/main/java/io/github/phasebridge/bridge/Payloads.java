package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The payloads that the bridge publishes, as text. */
public final class Payloads {

  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Payloads() {}

  /** Returns the complete state of a device: one JSON object with every key, and {@code at}. */
  static String state(DeviceState state) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    state.values().forEach((key, value) -> document.put(key, json(value)));
    document.put("at", state.at() == null ? null : iso(state.at()));
    return JSON.writeValueAsString(document);
  }

  /** Returns a value as a plain text; empty when it is unknown. */
  static String plain(Value value) {
    return switch (value) {
      case Value.Numeric(var number) -> number.toPlainString();
      case Value.Text(var text) -> text;
      case Value.OnOff(var on) -> on ? "ON" : "OFF";
      case Value.Moment(var instant) -> iso(instant);
      case Value.Unknown() -> "";
    };
  }

  /** Returns attributes as a JSON object. */
  static String attributes(Map<String, Object> attributes) {
    return JSON.writeValueAsString(attributes);
  }

  /**
   * Returns an event's JSON object: {@code event_type}, {@code name}, {@code at} and its details.
   */
  static String event(Signal.Happened event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("event_type", event.eventType());
    document.put("name", event.name());
    document.put("at", iso(event.at()));
    event.details().forEach(document::putIfAbsent);
    return JSON.writeValueAsString(document);
  }

  /** Returns the outcome of a command. */
  static String result(CommandResult result) {
    return JSON.writeValueAsString(result.document());
  }

  /**
   * Returns a value as it stands in a device's state: a number with its digits, a text, null when
   * it is unknown.
   */
  public static @Nullable Object json(Value value) {
    return switch (value) {
      case Value.Numeric(var number) -> number;
      case Value.Unknown() -> null;
      default -> plain(value);
    };
  }

  /** Returns a moment as it stands in payloads: ISO 8601, UTC, to the millisecond. */
  public static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
