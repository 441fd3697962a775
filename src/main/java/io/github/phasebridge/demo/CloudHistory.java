package io.github.phasebridge.demo;

import io.github.phasebridge.demo.SimulatedMeter.OfflineSpan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The past of meters and the analyses over it, within the documented ranges. */
record CloudHistory(InstantSource clock) {

  private static final int MAX_ROWS = 2000;
  private static final int MAX_ANALYSIS_DAYS = 7;
  private static final int DAYTIME_BEGIN = 8;
  private static final int DAYTIME_END = 20;
  private static final Duration SAMPLING = Duration.ofMinutes(5);
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Local days of a meter, both inclusive. */
  private record Days(LocalDate first, LocalDate last, ZoneOffset zone) {

    Instant begin() {
      return first.atStartOfDay().toInstant(zone);
    }

    Instant end() {
      return last.plusDays(1).atStartOfDay().toInstant(zone);
    }

    long count() {
      return last.toEpochDay() - first.toEpochDay() + 1;
    }
  }

  /** Answers {@code site/meterdatalist/{sn}}: flat rows that end with two times. */
  JsonNode flatRows(SimulatedMeter meter, CloudRequest request, boolean utcFirst)
      throws CloudRefusal {
    ArrayNode data = NODES.arrayNode();
    for (MeterUpload upload : uploads(meter, request)) {
      ArrayNode row = data.addArray();
      upload.rows().forEach(sample -> RowLayouts.addFlat(row, sample));
      String utc = RowLayouts.time(upload.at(), ZoneOffset.UTC);
      String local = RowLayouts.time(upload.at(), meter.zone());
      row.add(utcFirst ? utc : local).add(utcFirst ? local : utc);
    }
    return data;
  }

  /** Answers {@code site/meterdatalist2/{sn}}. */
  JsonNode rowsWithPowerFactor(SimulatedMeter meter, CloudRequest request) throws CloudRefusal {
    ArrayNode data = NODES.arrayNode();
    for (MeterUpload upload : uploads(meter, request)) {
      ObjectNode element =
          data.addObject()
              .put("rtcTime", RowLayouts.time(upload.at(), meter.zone()))
              .put("gmtTime", RowLayouts.time(upload.at(), ZoneOffset.UTC));
      ArrayNode values = element.putArray("values");
      upload.rows().forEach(sample -> values.add(RowLayouts.advanced(sample)));
    }
    return data;
  }

  /** Answers {@code site/poweranalysis}; the key of the daytime's average is an assumption. */
  JsonNode powerAnalysis(SimulatedMeter meter, CloudRequest request) throws CloudRefusal {
    Days days = analysisDays(meter, request);
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    DoubleSummaryStatistics daytime = new DoubleSummaryStatistics();
    for (MeterUpload upload : uploads(meter, days, SAMPLING)) {
      all.accept(upload.power());
      int hour = LocalDateTime.ofInstant(upload.at(), days.zone).getHour();
      if (hour >= DAYTIME_BEGIN && hour < DAYTIME_END) {
        daytime.accept(upload.power());
      }
    }
    boolean none = all.getCount() == 0;
    return span(days)
        .put("average", oneDigit(all.getAverage()))
        .put("averageDaytime", oneDigit(daytime.getAverage()))
        .put("minimum", oneDigit(none ? 0 : all.getMin()))
        .put("maximum", oneDigit(none ? 0 : all.getMax()));
  }

  /** Answers {@code site/offlineanalysis}; the keys of the counts are assumptions. */
  JsonNode offlineAnalysis(SimulatedMeter meter, CloudRequest request) throws CloudRefusal {
    Days days = analysisDays(meter, request);
    long longerThan = request.parameter("interval") == null ? 5 : wholeNumber(request, "interval");
    ArrayNode list = NODES.arrayNode();
    long offline = 0;
    for (OfflineSpan gap : meter.offlineBetween(days.begin(), sooner(days.end()))) {
      Instant to = gap.to() == null ? clock.instant() : gap.to();
      long minutes = Duration.between(gap.from(), to).toMinutes();
      if (minutes > longerThan) {
        offline += minutes;
        list.addObject()
            .put("startTime", RowLayouts.time(gap.from(), days.zone))
            .put("endTime", RowLayouts.time(to, days.zone))
            .put("duration", minutes);
      }
    }
    ObjectNode data =
        span(days).put("offlineCount", offline).put("totalCount", days.count() * LoadCurve.DAY);
    data.set("list", list);
    return data;
  }

  private List<MeterUpload> uploads(SimulatedMeter meter, CloudRequest request)
      throws CloudRefusal {
    long seconds = wholeNumber(request, "interval");
    Days days = days(meter, request);
    List<MeterUpload> uploads = uploads(meter, days, Duration.ofSeconds(seconds));
    if (uploads.size() > MAX_ROWS) {
      throw CloudRefusal.badFormat(
          "asked for more than %d rows: %s to %s every %d s"
              .formatted(MAX_ROWS, days.first, days.last, seconds));
    }
    return uploads;
  }

  /** Returns the first upload of each interval, and one more than the vendor allows at most. */
  private static List<MeterUpload> uploads(SimulatedMeter meter, Days days, Duration interval) {
    List<MeterUpload> uploads = new ArrayList<>();
    Instant next = days.begin();
    while (uploads.size() <= MAX_ROWS) {
      MeterUpload upload = meter.uploadFrom(next);
      if (upload == null || !upload.at().isBefore(days.end())) {
        return uploads;
      }
      uploads.add(upload);
      next = next.plus(interval);
      if (!next.isAfter(upload.at())) {
        long skipped = Duration.between(next, upload.at()).dividedBy(interval);
        next = next.plus(interval.multipliedBy(skipped + 1));
      }
    }
    return uploads;
  }

  private Days analysisDays(SimulatedMeter meter, CloudRequest request) throws CloudRefusal {
    if (request.parameter("startTime") == null && request.parameter("endTime") == null) {
      LocalDate today = today(meter);
      return new Days(today.minusDays(MAX_ANALYSIS_DAYS - 1), today, meter.zone());
    }
    Days days = days(meter, request);
    if (days.count() > MAX_ANALYSIS_DAYS) {
      throw CloudRefusal.badFormat(
          "asked for an analysis of %d days, at most %d are allowed"
              .formatted(days.count(), MAX_ANALYSIS_DAYS));
    }
    return days;
  }

  private Days days(SimulatedMeter meter, CloudRequest request) throws CloudRefusal {
    Days days = new Days(date(request, "startTime"), date(request, "endTime"), meter.zone());
    if (days.count() < 1) {
      throw CloudRefusal.badFormat("startTime is after endTime");
    }
    if (days.first.isBefore(today(meter).minusMonths(1))) {
      throw CloudRefusal.badFormat("startTime " + days.first + " is before the last month");
    }
    return days;
  }

  private LocalDate today(SimulatedMeter meter) {
    return clock.instant().atOffset(meter.zone()).toLocalDate();
  }

  private Instant sooner(Instant end) {
    Instant now = clock.instant();
    return now.isBefore(end) ? now : end;
  }

  private static ObjectNode span(Days days) {
    return NODES
        .objectNode()
        .put("startTime", days.first.toString())
        .put("endTime", days.last.toString());
  }

  private static BigDecimal oneDigit(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }

  private static LocalDate date(CloudRequest request, String name) throws CloudRefusal {
    String text = required(request, name);
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Falls through to the refusal: a form like a date, but no day of the calendar.
    }
    throw CloudRefusal.badFormat(name + " \"" + text + "\" is not a day as yyyy-MM-dd");
  }

  private static long wholeNumber(CloudRequest request, String name) throws CloudRefusal {
    String text = required(request, name);
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw CloudRefusal.badFormat(name + " \"" + text + "\" is not a whole number above 0");
    }
    return Long.parseLong(text);
  }

  private static String required(CloudRequest request, String name) throws CloudRefusal {
    @Nullable String text = request.parameter(name);
    if (text == null) {
      throw CloudRefusal.badFormat(name + " is missing");
    }
    return text;
  }
}
