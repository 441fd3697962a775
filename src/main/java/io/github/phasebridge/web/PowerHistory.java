package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.device.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The power of every device over the last day, for charts. In memory only, and bounded. Safe for
 * many threads.
 */
final class PowerHistory {

  /** Over all devices; a three-phase meter has up to five. Takes 3 MB when all are full. */
  static final int MOST_SERIES = 256;

  private final Map<DeviceId, Recorded> devices = new LinkedHashMap<>();
  private int count;

  /** One device's series by their keys, and the reading that was taken last. */
  private static final class Recorded {
    private final Map<String, PowerSeries> series = new LinkedHashMap<>();
    private @Nullable Instant last;
  }

  /**
   * What was added to a device's series.
   *
   * @param at in seconds of Unix time
   * @param values watts by key, null for a gap
   */
  record Point(DeviceId device, long at, Map<String, @Nullable Float> values) {}

  /**
   * Takes the readings that are new.
   *
   * @param now when the devices were found offline that are
   * @return what was added
   */
  synchronized List<Point> take(Overview overview, Instant now) {
    List<Point> points = new ArrayList<>();
    for (Overview.Device device : overview.devices()) {
      point(device, now).ifPresent(points::add);
    }
    forgetAllBut(overview);
    return points;
  }

  /** Returns the {@code history} document of a device, nothing for one without power sensors. */
  synchronized Optional<Map<String, Object>> document(Overview.Device device) {
    @Nullable Recorded recorded = devices.get(device.description().id());
    if (recorded == null) {
      return Optional.empty();
    }
    List<Map<String, @Nullable Object>> series = new ArrayList<>();
    for (Entity.Sensor sensor : powerSensors(device)) {
      @Nullable PowerSeries kept = recorded.series.get(sensor.key());
      if (kept != null) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("key", sensor.key());
        document.put("name", sensor.info().name());
        document.put("points", kept.points());
        series.add(document);
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", device.description().id().value());
    document.put("series", series);
    return Optional.of(document);
  }

  private Optional<Point> point(Overview.Device device, Instant now) {
    List<Entity.Sensor> sensors = powerSensors(device);
    if (sensors.isEmpty()) {
      return Optional.empty();
    }
    Recorded recorded = devices.computeIfAbsent(device.description().id(), _ -> new Recorded());
    @Nullable Instant taken = device.at();
    boolean fresh = device.online() && taken != null && !taken.equals(recorded.last);
    if (device.online() && !fresh) {
      return Optional.empty();
    }
    long at = (fresh && taken != null && isNear(taken, now) ? taken : now).getEpochSecond();
    Map<String, @Nullable Float> values = new LinkedHashMap<>();
    for (Entity.Sensor sensor : sensors) {
      record(recorded, device, sensor, at, values);
    }
    recorded.last = fresh ? taken : null;
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Point(device.description().id(), at, values));
  }

  /** A vendor's clock may show any year; what a chart has no place for is taken as of now. */
  private static boolean isNear(Instant taken, Instant now) {
    return Duration.between(taken, now).abs().compareTo(PowerSeries.SPAN) <= 0;
  }

  private void record(
      Recorded recorded,
      Overview.Device device,
      Entity.Sensor sensor,
      long at,
      Map<String, @Nullable Float> values) {
    @Nullable PowerSeries series = series(recorded, sensor.key());
    if (series == null) {
      return;
    }
    Optional<Float> watts = device.online() ? watts(device, sensor) : Optional.empty();
    if (watts.isPresent() ? series.add(at, watts.get()) : series.gap(at)) {
      values.put(sensor.key(), watts.orElse(null));
    }
  }

  private @Nullable PowerSeries series(Recorded recorded, String key) {
    @Nullable PowerSeries known = recorded.series.get(key);
    if (known != null || count >= MOST_SERIES) {
      return known;
    }
    PowerSeries created = new PowerSeries();
    recorded.series.put(key, created);
    count++;
    return created;
  }

  private void forgetAllBut(Overview overview) {
    var present =
        overview.devices().stream()
            .map(device -> device.description().id())
            .collect(Collectors.toSet());
    devices.keySet().retainAll(present);
    count = devices.values().stream().mapToInt(it -> it.series.size()).sum();
  }

  private static List<Entity.Sensor> powerSensors(Overview.Device device) {
    return device.description().entities().stream()
        .filter(Entity.Sensor.class::isInstance)
        .map(Entity.Sensor.class::cast)
        .filter(sensor -> sensor.kind() == SensorKind.POWER && sensor.info().enabled())
        .toList();
  }

  private static Optional<Float> watts(Overview.Device device, Entity.Sensor sensor) {
    return device.values().get(sensor.key()) instanceof Value.Numeric(var number)
        ? Optional.of(number.floatValue() * factor(sensor.unit()))
        : Optional.empty();
  }

  private static float factor(@Nullable String unit) {
    return switch (unit) {
      case "kW" -> 1000;
      case "mW" -> 0.001f;
      case "MW" -> 1_000_000;
      case null, default -> 1;
    };
  }
}
