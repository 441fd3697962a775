package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.bridge.Overview.HomeAssistant.Presence;
import io.github.phasebridge.device.Allowance;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;

/** Measures the bridge from what it knows about itself. */
final class BridgeGauges {

  /** Its own device is not read from anywhere. */
  private static final String BRIDGE = "bridge";

  private BridgeGauges() {}

  /** Adds all. */
  static void add(Gauges gauges, Overview overview, Instant now) {
    gauges.add(
        "phasebridge_build_info",
        "The running version.",
        1,
        Labels.of("version", overview.version()));
    gauges.add(
        "phasebridge_mqtt_connected",
        "Whether the broker is connected.",
        number(overview.broker().condition().ok()));
    add(gauges, overview.homeAssistant().presence());
    overview.clouds().forEach(cloud -> add(gauges, cloud));
    overview.devices().forEach(device -> add(gauges, device, now));
  }

  private static void add(Gauges gauges, Presence presence) {
    if (presence == Presence.ONLINE || presence == Presence.OFFLINE) {
      gauges.add(
          "phasebridge_home_assistant_online",
          "Whether Home Assistant said that it is there; absent while it said nothing.",
          number(presence == Presence.ONLINE));
    }
  }

  private static void add(Gauges gauges, Overview.Cloud cloud) {
    if (cloud.condition() != null) {
      gauges.add(
          "phasebridge_cloud_up",
          "Whether a vendor's cloud can be used; absent while nothing is known.",
          number(cloud.condition().ok()),
          Labels.of("source", cloud.name()));
    }
    for (Allowance allowance : cloud.report().allowances()) {
      Labels labels =
          Labels.of(
              "source",
              cloud.name(),
              "title",
              allowance.title(),
              "device",
              allowance.device() == null ? "" : allowance.device().value(),
              "window_seconds",
              Long.toString(allowance.window().toSeconds()));
      gauges.add(
          "phasebridge_quota_left", "Calls that a vendor still allows.", allowance.left(), labels);
      gauges.add(
          "phasebridge_quota_limit",
          "Calls that a vendor allows within the window.",
          allowance.limit(),
          labels);
    }
  }

  private static void add(Gauges gauges, Overview.Device device, Instant now) {
    Labels labels = Labels.of("device", device.description().id().value());
    gauges.add(
        "phasebridge_device_online",
        "Whether a device can be relied on.",
        number(device.online()),
        labels);
    if (device.at() != null && !device.source().equals(BRIDGE)) {
      gauges.add(
          "phasebridge_reading_age_seconds",
          "How old a device's last reading is.",
          Duration.between(device.at(), now).toMillis() / 1000.0,
          labels);
    }
  }

  private static double number(boolean truth) {
    return truth ? 1 : 0;
  }
}
