package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes values and attributes out of analyses. */
final class AnalysisReading {

  /** The newest gaps only, since attributes are sent with every state. */
  private static final int MOST_GAPS = 50;

  private AnalysisReading() {}

  /** Returns a reading that is no measurement of its own moment. */
  static Reading of(AnalysisStore.Stored stored) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
    PowerAnalysis power = stored.power();
    if (power != null) {
      values.put(MeterKeys.AVERAGE_POWER, value(power.average()));
      values.put(MeterKeys.DAYTIME_AVERAGE_POWER, value(power.daytimeAverage()));
      values.put(MeterKeys.MINIMUM_POWER, value(power.minimum()));
      values.put(MeterKeys.MAXIMUM_POWER, value(power.maximum()));
      values
          .keySet()
          .forEach(key -> attributes.put(key, Map.of("from", power.from(), "to", power.to())));
    }
    OfflineAnalysis offline = stored.offline();
    if (offline != null) {
      values.put(MeterKeys.OFFLINE_MINUTES, value(offline.offlineMinutes()));
      attributes.put(MeterKeys.OFFLINE_MINUTES, facts(offline));
    }
    return new Reading(values, attributes, null);
  }

  private static Map<String, Object> facts(OfflineAnalysis offline) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("from", offline.from());
    facts.put("to", offline.to());
    BigDecimal total = offline.totalMinutes();
    if (total != null) {
      facts.put("total_minutes", total);
    }
    List<OfflineAnalysis.Gap> gaps = offline.gaps();
    facts.put("gap_count", gaps.size());
    facts.put(
        "gaps",
        gaps.subList(Math.max(0, gaps.size() - MOST_GAPS), gaps.size()).stream()
            .map(AnalysisReading::gap)
            .toList());
    return facts;
  }

  private static Map<String, Object> gap(OfflineAnalysis.Gap gap) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("from", gap.from());
    facts.put("to", gap.to());
    BigDecimal minutes = gap.minutes();
    if (minutes != null) {
      facts.put("minutes", minutes);
    }
    return facts;
  }

  private static Value value(@Nullable BigDecimal number) {
    return number == null ? Value.UNKNOWN : Value.of(number);
  }
}
