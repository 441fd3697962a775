package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.device.Allowance;
import io.github.phasebridge.device.Channel;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.Notice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is known of everything but the devices into the {@code status} document. */
final class StatusDocument {

  private StatusDocument() {}

  /** Returns the document; it holds nothing that changes with the time alone. */
  static Map<String, @Nullable Object> of(Overview overview) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("version", overview.version());
    document.put("started", Payloads.iso(overview.started()));
    document.put("broker", broker(overview.broker()));
    document.put(
        "home_assistant",
        Map.of(
            "presence",
            lower(overview.homeAssistant().presence()),
            "since",
            Payloads.iso(overview.homeAssistant().since())));
    document.put("clouds", overview.clouds().stream().map(StatusDocument::cloud).toList());
    document.put("notices", overview.notices().stream().map(StatusDocument::notice).toList());
    document.put(
        "devices",
        overview.devices().stream().map(device -> device.description().id().value()).toList());
    return document;
  }

  /** Returns an enum's name as documents carry it. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a moment as documents carry it. */
  static @Nullable String iso(@Nullable Instant instant) {
    return instant == null ? null : Payloads.iso(instant);
  }

  private static Map<String, @Nullable Object> broker(Overview.Broker broker) {
    Map<String, @Nullable Object> document = condition(broker.condition());
    document.put("address", broker.address());
    document.put("origin", broker.origin());
    document.put("protocol", broker.protocol());
    return document;
  }

  private static Map<String, @Nullable Object> condition(@Nullable Condition condition) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("ok", condition == null ? null : condition.ok());
    document.put("since", condition == null ? null : Payloads.iso(condition.since()));
    document.put("detail", condition == null ? "" : condition.detail());
    return document;
  }

  private static Map<String, @Nullable Object> cloud(Overview.Cloud cloud) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("name", cloud.name());
    document.put("title", cloud.title());
    document.putAll(condition(cloud.condition()));
    Overview.@Nullable Failure failure = cloud.lastFailure();
    document.put(
        "last_failure",
        failure == null ? null : Map.of("at", Payloads.iso(failure.at()), "text", failure.text()));
    document.put(
        "channels", cloud.report().channels().stream().map(StatusDocument::channel).toList());
    document.put("allowances", allowances(cloud.report().allowances()));
    return document;
  }

  private static Map<String, @Nullable Object> channel(Channel channel) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("title", channel.title());
    document.putAll(condition(channel.condition()));
    return document;
  }

  private static List<Map<String, @Nullable Object>> allowances(List<Allowance> allowances) {
    return allowances.stream().map(StatusDocument::allowance).toList();
  }

  private static Map<String, @Nullable Object> allowance(Allowance allowance) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("title", allowance.title());
    document.put("device", allowance.device() == null ? null : allowance.device().value());
    document.put("limit", allowance.limit());
    document.put("window_seconds", allowance.window().toSeconds());
    document.put("left", allowance.left());
    document.put("next", iso(allowance.next()));
    return document;
  }

  private static Map<String, @Nullable Object> notice(Notice notice) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("severity", lower(notice.severity()));
    document.put("title", notice.title());
    document.put("text", notice.text());
    document.put("since", Payloads.iso(notice.since()));
    return document;
  }
}
