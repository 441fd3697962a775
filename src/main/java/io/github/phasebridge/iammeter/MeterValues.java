package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.guard.EnergyGuard;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes values out of rows: guards counters, recognises phases that are not wired, sums up. */
final class MeterValues {

  /** Documented ghost voltages are 5 V and 3.1 V; no mains is below 100 V. */
  private static final BigDecimal LEAST_MAINS_VOLTAGE = BigDecimal.valueOf(50);

  private final EnergyGuard guard;

  MeterValues(EnergyGuard guard) {
    this.guard = guard;
  }

  /**
   * What one upload comes to.
   *
   * @param numbers by key, null for unknown
   * @param unusedPhases the letters of phases that are not wired; empty on a single-phase meter
   */
  record Values(Map<String, @Nullable BigDecimal> numbers, List<String> unusedPhases) {

    Values {
      // Map.copyOf refuses null values.
      numbers = new LinkedHashMap<>(numbers);
      unusedPhases = List.copyOf(unusedPhases);
    }
  }

  /**
   * Makes the values of one upload.
   *
   * @param rows as many as the shape has, or more
   * @param at when the meter uploaded them
   */
  Values of(KnownMeter meter, MeterShape shape, List<Row> rows, Instant at) {
    Map<String, @Nullable BigDecimal> numbers = new LinkedHashMap<>();
    List<String> unused = new ArrayList<>();
    List<Channel> channels = shape.channels();
    for (int i = 0; i < channels.size() && i < rows.size(); i++) {
      Channel channel = channels.get(i);
      Row row = rows.get(i);
      if (allZero(row) && hasCounted(meter.id(), channel)) {
        // Not one zero of such a row is a measurement, so nothing of it is known.
        MeterKeys.MEASURED.forEach(metric -> numbers.put(channel.key(metric), null));
        continue;
      }
      boolean wired = !notWired(channel, row);
      if (!wired) {
        unused.add(channel.letter());
      }
      put(meter.id(), channel, row, wired, at, numbers);
    }
    if (MeterEntities.hasTotals(shape, meter.phases())) {
      Stream.of(MeterKeys.POWER, MeterKeys.IMPORT_ENERGY, MeterKeys.EXPORT_ENERGY)
          .forEach(key -> numbers.put(key, total(shape.phases(), key, numbers)));
    }
    return new Values(numbers, unused);
  }

  private void put(
      DeviceId id,
      Channel channel,
      Row row,
      boolean wired,
      Instant at,
      Map<String, @Nullable BigDecimal> numbers) {
    numbers.put(channel.key(MeterKeys.VOLTAGE), row.voltage());
    numbers.put(channel.key(MeterKeys.CURRENT), row.current());
    numbers.put(channel.key(MeterKeys.POWER), row.power());
    numbers.put(channel.key(MeterKeys.POWER_FACTOR), wired ? row.powerFactor() : null);
    numbers.put(channel.key(MeterKeys.FREQUENCY), row.frequency());
    String importKey = channel.key(MeterKeys.IMPORT_ENERGY);
    String exportKey = channel.key(MeterKeys.EXPORT_ENERGY);
    numbers.put(importKey, guard.admit(id, importKey, row.importEnergy(), at, true));
    numbers.put(exportKey, guard.admit(id, exportKey, row.exportEnergy(), at, true));
  }

  /** Only on a meter with several phases; the only phase of a meter is always meant. */
  private static boolean notWired(Channel channel, Row row) {
    BigDecimal voltage = row.voltage();
    return !channel.letter().isEmpty()
        && voltage != null
        && voltage.compareTo(LEAST_MAINS_VOLTAGE) < 0
        && zeroOrMissing(row.current())
        && zeroOrMissing(row.power());
  }

  /** A row of zeros after a phase has counted is a gap in the vendor's data and no new begin. */
  private static boolean allZero(Row row) {
    List<@Nullable BigDecimal> all = new ArrayList<>();
    all.add(row.voltage());
    all.add(row.current());
    all.add(row.power());
    all.add(row.importEnergy());
    all.add(row.exportEnergy());
    return all.stream().allMatch(MeterValues::zeroOrMissing)
        && all.stream().anyMatch(Objects::nonNull);
  }

  private boolean hasCounted(DeviceId id, Channel channel) {
    return Stream.of(MeterKeys.IMPORT_ENERGY, MeterKeys.EXPORT_ENERGY)
        .map(metric -> guard.last(id, channel.key(metric)))
        .anyMatch(last -> last != null && last.signum() > 0);
  }

  private static boolean zeroOrMissing(@Nullable BigDecimal number) {
    return number == null || number.signum() == 0;
  }

  /** A sum of which one part is unknown is unknown. */
  private static @Nullable BigDecimal total(
      List<Channel> phases, String metric, Map<String, @Nullable BigDecimal> numbers) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Channel phase : phases) {
      BigDecimal part = numbers.get(phase.key(metric));
      if (part == null) {
        return null;
      }
      sum = sum.add(part);
    }
    return sum;
  }
}
