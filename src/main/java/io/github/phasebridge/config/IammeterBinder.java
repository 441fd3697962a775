package io.github.phasebridge.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code iammeter}. */
final class IammeterBinder {

  private static final Map<String, String> METER_DEFAULTS =
      Map.of("sn", "", "name", "", "phases", "supply");

  private IammeterBinder() {}

  static IammeterConfig bind(Section iammeter) {
    IammeterConfig config =
        new IammeterConfig(
            iammeter.value(
                "url", Urls.of("use iammeter.token, or user-name and password", "https", "http")),
            iammeter.secret("token"),
            iammeter.text("user-name"),
            iammeter.secret("password"),
            meters(iammeter),
            iammeter.value(
                "poll-interval",
                Durations.between("300s", "1h", "the vendor allows 12 calls an hour")),
            iammeter.value("power-factor", Parsers.flag()),
            iammeter.value("stale-after", Durations.between("300s", "3650d", "")),
            iammeter.value("token-in", Parsers.choice(IammeterConfig.TokenIn.class)),
            iammeter.value("analyses", Parsers.flag()),
            iammeter.value("analysis-path", Parsers.name("one part of a path")),
            iammeter.value("only-listed", Parsers.flag()));
    iammeter.finish();
    iammeter.requireBothOrNone("user-name", "password");
    checkStaleAfter(config, iammeter);
    if (config.onlyListed() && config.meters().isEmpty()) {
      iammeter.warn("only-listed", "no meter is bridged, since iammeter.meters lists none");
    }
    return config;
  }

  private static List<IammeterConfig.Meter> meters(Section iammeter) {
    Set<String> seen = new HashSet<>();
    return iammeter.entries("meters", METER_DEFAULTS).stream()
        .flatMap(entry -> meter(entry, seen).stream())
        .toList();
  }

  private static Optional<IammeterConfig.Meter> meter(Section entry, Set<String> seen) {
    Optional<String> sn = entry.read("sn", Parsers.name("the meter's serial number"));
    String name = entry.text("name");
    IammeterConfig.Phases phases =
        entry.value("phases", Parsers.choice(IammeterConfig.Phases.class));
    entry.finish();
    if (sn.isPresent() && !seen.add(sn.get().toUpperCase(Locale.ROOT))) {
      entry.refuse("sn", "this meter is listed twice");
    }
    return sn.map(it -> new IammeterConfig.Meter(it, name.isEmpty() ? null : name, phases));
  }

  /** With less than two intervals a single late upload makes the meter unavailable. */
  private static void checkStaleAfter(IammeterConfig config, Section iammeter) {
    Duration interval = config.pollInterval();
    if (config.staleAfter().compareTo(interval) < 0) {
      iammeter.refuse(
          "stale-after",
          "allowed is iammeter.poll-interval ("
              + interval.toSeconds()
              + "s) or more, better twice");
    } else if (config.staleAfter().compareTo(interval.multipliedBy(2)) < 0) {
      iammeter.warn(
          "stale-after",
          "one late reading makes a meter unavailable; twice iammeter.poll-interval ("
              + interval.toSeconds()
              + "s) or more is safer");
    }
  }
}
