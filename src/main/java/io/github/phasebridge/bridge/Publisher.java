package io.github.phasebridge.bridge;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.homeassistant.Topics;
import io.github.phasebridge.mqtt.BrokerLink;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Brings what is known of the devices to the broker. Used by the bridge's thread only. */
final class Publisher {

  private final MqttConfig config;
  private final Topics topics;
  private final BrokerLink link;

  @Inject
  Publisher(MqttConfig config, Topics topics, BrokerLink link) {
    this.config = config;
    this.topics = topics;
    this.link = link;
  }

  /** Takes a reading into the state and publishes the whole of it. */
  void read(DeviceState state, Reading reading) {
    state.read(reading);
    state(state);
  }

  /** Publishes whether a device can be relied on. */
  void availability(DeviceState state) {
    link.publishRetained(
        topics.availability(state.id()), state.online() ? Payloads.ONLINE : Payloads.OFFLINE);
  }

  /** Publishes all values of a device, and the attributes of its entities. */
  void state(DeviceState state) {
    DeviceId id = state.id();
    link.publishRetained(topics.state(id), Payloads.state(state));
    state
        .attributes()
        .forEach(
            (key, attributes) ->
                link.publishRetained(topics.attributes(id, key), Payloads.attributes(attributes)));
    if (config.values()) {
      state
          .values()
          .forEach(
              (key, value) -> link.publishRetained(topics.value(id, key), Payloads.plain(value)));
    }
  }

  /** Publishes an event, once. */
  void event(Signal.Happened event) {
    link.publishEvent(topics.event(event.device(), event.name()), Payloads.event(event));
  }

  /** Publishes how a command ended and then the true state, also when nothing was carried out. */
  void result(DeviceId device, CommandResult result, @Nullable DeviceState state) {
    link.publishEvent(topics.result(device), Payloads.result(result));
    if (state == null) {
      return;
    }
    String before = Payloads.state(state);
    if (state.description().entity(CommandResult.LAST_COMMAND).isPresent()) {
      read(state, result.lastCommand());
    }
    if (Payloads.state(state).equals(before)) {
      link.republish(topics.state(device));
    }
  }

  /** Says that a device is not there any more. */
  void gone(DeviceId id) {
    link.publishRetained(topics.availability(id), Payloads.OFFLINE);
  }

  /**
   * Clears the retained topics of a device that is gone.
   *
   * @param state what was known of it; null if it was not described in this run
   */
  void clear(DeviceId id, @Nullable DeviceState state) {
    link.publishRetained(topics.availability(id), "");
    link.publishRetained(topics.state(id), "");
    if (state != null) {
      state.values().keySet().forEach(key -> link.publishRetained(topics.value(id, key), ""));
      state
          .attributes()
          .keySet()
          .forEach(key -> link.publishRetained(topics.attributes(id, key), ""));
    }
  }
}
