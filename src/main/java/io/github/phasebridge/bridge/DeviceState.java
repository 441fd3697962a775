package io.github.phasebridge.bridge;

import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device: its description, the latest value of each entity, availability, its
 * last commands and events. Used by the bridge's thread only, apart from {@link #snapshot}.
 */
final class DeviceState {

  /** How many commands and how many events are kept. */
  static final int MOST_RECENT = 10;

  private @Nullable DeviceSource owner;
  private DeviceDescription description;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
  private final Deque<Overview.CommandEntry> commands = new ArrayDeque<>();
  private final Deque<Overview.EventEntry> events = new ArrayDeque<>();
  private @Nullable Instant at;
  private boolean online;
  private Instant since;
  private Overview.@Nullable Device snapshot;

  /**
   * Creates the state of a device that is not online.
   *
   * @param owner whose device it is; null for the bridge's own
   * @param now when it became known
   */
  DeviceState(@Nullable DeviceSource owner, DeviceDescription description, Instant now) {
    this.owner = owner;
    this.description = description;
    since = now;
  }

  DeviceId id() {
    return description.id();
  }

  DeviceDescription description() {
    return description;
  }

  /** Returns whose device it is; null for the bridge's own. */
  @Nullable DeviceSource owner() {
    return owner;
  }

  /** Returns the name of its family. */
  String source() {
    return owner == null ? BridgeDevice.SOURCE : owner.name();
  }

  /** Takes a new description; values of entities that are gone are dropped. */
  synchronized void describe(DeviceSource describedBy, DeviceDescription changed) {
    owner = describedBy;
    description = changed;
    Set<String> keys = Set.copyOf(changed.entities().stream().map(Entity::key).toList());
    values.keySet().retainAll(keys);
    attributes.keySet().retainAll(keys);
    snapshot = null;
  }

  /** Takes what was read together. */
  synchronized void read(Reading reading) {
    values.putAll(reading.values());
    attributes.putAll(reading.attributes());
    if (reading.at() != null) {
      at = reading.at();
    }
    snapshot = null;
  }

  /** Takes whether it can be relied on. */
  synchronized void online(boolean nowOnline, Instant now) {
    if (nowOnline != online) {
      online = nowOnline;
      since = now;
      snapshot = null;
    }
  }

  /** Keeps a command that ended. */
  synchronized void ended(Overview.CommandEntry command) {
    keep(commands, command);
    snapshot = null;
  }

  /** Keeps an event. */
  synchronized void happened(Overview.EventEntry event) {
    keep(events, event);
    snapshot = null;
  }

  boolean online() {
    return online;
  }

  /** Returns when the values were taken, null before the first measurement. */
  @Nullable Instant at() {
    return at;
  }

  /**
   * Returns every entity that has a state, in the order of the description, unknown ones included.
   */
  Map<String, Value> values() {
    Map<String, Value> complete = new LinkedHashMap<>();
    for (Entity entity : description.entities()) {
      if (hasState(entity)) {
        complete.put(entity.key(), values.getOrDefault(entity.key(), Value.UNKNOWN));
      }
    }
    return complete;
  }

  /**
   * Returns the attributes of every entity that has some, empty where none are known: what an
   * earlier run left at the broker must not stay there as if it were true.
   */
  Map<String, Map<String, Object>> attributes() {
    Map<String, Map<String, Object>> complete = new LinkedHashMap<>();
    for (Entity entity : description.entities()) {
      if (entity.info().attributes()) {
        complete.put(entity.key(), Map.of());
      }
    }
    complete.putAll(attributes);
    return complete;
  }

  /**
   * Returns all of it as it is now, for any thread. Devices report every second and are looked at
   * now and then: what did not change since is not copied again.
   */
  synchronized Overview.Device snapshot() {
    Overview.Device known = snapshot;
    if (known == null) {
      known =
          new Overview.Device(
              source(),
              description,
              online,
              since,
              at,
              Collections.unmodifiableMap(values()),
              Collections.unmodifiableMap(new LinkedHashMap<>(attributes)),
              List.copyOf(commands),
              List.copyOf(events));
      snapshot = known;
    }
    return known;
  }

  private static <T> void keep(Deque<T> recent, T latest) {
    recent.addFirst(latest);
    if (recent.size() > MOST_RECENT) {
      recent.removeLast();
    }
  }

  private static boolean hasState(Entity entity) {
    return switch (entity) {
      case Entity.Button _, Entity.EventSource _ -> false;
      default -> true;
    };
  }
}
