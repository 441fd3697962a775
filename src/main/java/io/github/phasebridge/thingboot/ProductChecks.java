package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks what concerns several rows of a product file: nothing twice, and no row that speaks of
 * something which is not there.
 */
final class ProductChecks {

  /** What stands beside values of a device below its topic, or in its state. */
  private static final Set<String> TOPICS =
      Set.of("availability", "state", "result", "event", "at");

  private final Set<String> used = new HashSet<>();
  private final Set<String> counters = new TreeSet<>();
  private final Set<String> switches = new TreeSet<>();
  private final Set<String> unclear = new HashSet<>();
  private final List<Runnable> later = new ArrayList<>();

  /** Refuses a key of an entity that another one has. */
  void key(Section row, String field, String key) {
    if (RelayEntities.COMMON_KEYS.contains(key)) {
      row.refuse(field, "every relay has an entity with this key");
    } else if (TOPICS.contains(key)) {
      row.refuse(field, "every device has a topic or a value of this name");
    } else {
      once(row, field, "key " + key, "another entity of this product has this key");
    }
  }

  /**
   * Refuses something that was there before.
   *
   * @param thing what it is, different from anything else that may be there once
   */
  void once(Section row, String field, String thing, String reason) {
    if (!used.add(thing)) {
      row.refuse(field, reason);
    }
  }

  /** Learns of a property that can be switched. */
  void switched(String property) {
    switches.add(property);
  }

  /** Learns of a counter. */
  void counter(String key) {
    counters.add(key);
  }

  /** Learns of a property whose kind was refused: it may be what another row takes it for. */
  void unclear(String property) {
    unclear.add(property);
  }

  /** Refuses a property that cannot be switched, once all properties are known. */
  void requireSwitch(Section row, String field, String property) {
    require(row, field, property, switches, "is no property of kind switch");
  }

  /** Reads keys of counters, and refuses those that are none, once all counters are known. */
  Set<String> counters(Section row, String field) {
    Set<String> keys = new LinkedHashSet<>(row.texts(field, ProductFields.KEY));
    keys.forEach(key -> require(row, field, key, counters, "is no counter of this product"));
    return keys;
  }

  /** Makes the checks that had to wait. */
  void finish() {
    later.forEach(Runnable::run);
  }

  private void require(
      Section row, String field, String name, Set<String> allowed, String complaint) {
    later.add(
        () -> {
          if (!name.isEmpty() && !allowed.contains(name) && !unclear.contains(name)) {
            String known = allowed.isEmpty() ? "there is none" : String.join(", ", allowed);
            row.refuse(field, "'" + name + "' " + complaint + "; allowed is " + known);
          }
        });
  }
}
