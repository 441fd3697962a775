package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a relay said about its network connection. */
final class NetworkFacts {

  private final Map<String, Value> known = new HashMap<>();

  /** Adds what is new to an update; what a report does not mention stays. */
  void take(Report report, Update update) {
    put(RelayEntities.SIGNAL, report.signal() == null ? null : Value.of(report.signal()), update);
    put(RelayEntities.IP, report.ip() == null ? null : Value.of(report.ip()), update);
  }

  private void put(String key, @Nullable Value value, Update update) {
    if (value != null && !value.equals(known.put(key, value))) {
      update.value(key, value);
    }
  }
}
