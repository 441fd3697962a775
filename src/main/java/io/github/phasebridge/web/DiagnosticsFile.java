package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.config.EffectiveConfiguration;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.RecentLog;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a bug report needs. Everything passes {@link Privacy} at the end. */
final class DiagnosticsFile {

  private static final String NOTE =
      "Passwords, tokens, secrets and the user names of the configuration were taken out. Names and"
          + " serial numbers of devices, addresses and readings are in here: look through it before"
          + " you make it public.";

  private final Insight insight;
  private final EffectiveConfiguration configuration;
  private final RecentLog log;
  private final RawMessages raw;
  private final Privacy privacy;
  private final InstantSource clock;

  @Inject
  DiagnosticsFile(
      Insight insight,
      EffectiveConfiguration configuration,
      RecentLog log,
      RawMessages raw,
      Privacy privacy,
      InstantSource clock) {
    this.insight = insight;
    this.configuration = configuration;
    this.log = log;
    this.raw = raw;
    this.privacy = privacy;
    this.clock = clock;
  }

  /** Returns the file as one JSON object. */
  Map<String, @Nullable Object> document() {
    Instant now = clock.instant();
    Overview overview = insight.overview();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("note", NOTE);
    document.put("generated", Payloads.iso(now));
    document.put("version", overview.version());
    document.put("uptime_seconds", Duration.between(overview.started(), now).toSeconds());
    document.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    document.put(
        "system",
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")));
    document.put("memory", memory());
    document.put("configuration", configuration.rows().stream().map(DiagnosticsFile::row).toList());
    document.put("status", StatusDocument.of(overview));
    document.put("devices", overview.devices().stream().map(DeviceDocument::of).toList());
    document.put("log", log.after(0).stream().map(LogDocument::complete).toList());
    document.put("raw_messages", raw.entries().stream().map(DiagnosticsFile::message).toList());
    return privacy.without(document);
  }

  private static Map<String, Object> memory() {
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("heap_used_bytes", ProcessFacts.usedHeap());
    memory.put("heap_max_bytes", ProcessFacts.largestHeap());
    ProcessFacts.residentMemory().ifPresent(bytes -> memory.put("resident_bytes", bytes));
    memory.put("processors", Runtime.getRuntime().availableProcessors());
    return memory;
  }

  private static Map<String, Object> row(EffectiveConfiguration.Row row) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("path", row.path());
    document.put("value", row.value());
    document.put("place", row.place());
    return document;
  }

  private static Map<String, Object> message(RawMessages.Entry message) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", Payloads.iso(message.at()));
    document.put("source", message.source());
    document.put("what", message.what());
    document.put("text", message.text());
    return document;
  }
}
