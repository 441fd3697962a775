package io.github.phasebridge.iammeter;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the power and the offline analysis. Their values are documented, most of their names are
 * not: only a translation of the vendor's page was seen. So names are tried in several spellings,
 * and what is not found is null.
 */
final class AnalysisParser {

  private static final String[] FROM = {"startTime", "start", "from"};
  private static final String[] TO = {"endTime", "end", "to"};
  private static final String[] AVERAGE = {"average", "avg", "averagePower", "avgPower", "mean"};
  private static final String[] DAYTIME = {
    "averageDaytime",
    "daytimeAverage",
    "averageDay",
    "dayAverage",
    "averageDayTime",
    "avgDaytime",
    "daytimeAvg",
    "avgDay",
    "dayAvg",
    "average_daytime",
    "average day",
    "average daytime",
    "averageInDaytime",
    "averageOfDaytime"
  };
  private static final String[] MINIMUM = {"minimum", "min", "minimumPower", "minPower"};
  private static final String[] MAXIMUM = {"maximum", "max", "maximumPower", "maxPower"};
  private static final String[] OFFLINE = {
    "offlineCount",
    "offline",
    "offlineNumber",
    "offlineNum",
    "offlineMinutes",
    "offlineTime",
    "offline_count",
    "countOffline",
    "offlineTotal"
  };
  private static final String[] TOTAL = {
    "totalCount",
    "total",
    "totalNumber",
    "totalNum",
    "totalMinutes",
    "totalTime",
    "total_count",
    "count",
    "allCount"
  };
  private static final String[] GAPS = {"list", "offlineList", "gaps", "items"};
  private static final String[] DURATION = {"duration", "minutes", "length", "count"};

  private AnalysisParser() {}

  /** Reads the data of the power analysis. */
  static PowerAnalysis power(JsonNode data) throws IammeterFailure {
    requireAny(data, AVERAGE, DAYTIME, MINIMUM, MAXIMUM);
    return new PowerAnalysis(
        VendorFields.text(data, FROM),
        VendorFields.text(data, TO),
        number(data, PlausibleRange.POWER, AVERAGE),
        number(data, PlausibleRange.POWER, DAYTIME),
        number(data, PlausibleRange.POWER, MINIMUM),
        number(data, PlausibleRange.POWER, MAXIMUM));
  }

  /** Reads the data of the offline analysis. */
  static OfflineAnalysis offline(JsonNode data) throws IammeterFailure {
    requireAny(data, OFFLINE, TOTAL, GAPS);
    return new OfflineAnalysis(
        VendorFields.text(data, FROM),
        VendorFields.text(data, TO),
        number(data, PlausibleRange.MINUTES, OFFLINE),
        number(data, PlausibleRange.MINUTES, TOTAL),
        gaps(data));
  }

  private static List<OfflineAnalysis.Gap> gaps(JsonNode data) {
    return VendorFields.find(data, GAPS)
        .filter(JsonNode::isArray)
        .map(list -> list.values().stream().filter(JsonNode::isObject).toList())
        .orElse(List.of())
        .stream()
        .map(
            gap ->
                new OfflineAnalysis.Gap(
                    VendorFields.text(gap, FROM),
                    VendorFields.text(gap, TO),
                    number(gap, PlausibleRange.MINUTES, DURATION)))
        .toList();
  }

  private static @Nullable BigDecimal number(JsonNode data, PlausibleRange range, String... names) {
    return VendorFields.find(data, names).map(range::read).orElse(null);
  }

  private static void requireAny(JsonNode data, String[]... fields) throws IammeterFailure {
    for (String[] names : fields) {
      if (VendorFields.find(data, names).isPresent()) {
        return;
      }
    }
    throw Envelope.unreadable("data without any field of an analysis");
  }
}
