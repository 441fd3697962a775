package io.github.phasebridge.device;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing a device shows or takes. The field's terms: these are Home Assistant's platforms. */
public sealed interface Entity {

  /** Returns what entities of every kind have. */
  EntityInfo info();

  /** Returns the key: topic, state key and end of the unique id. */
  default String key() {
    return info().key();
  }

  /**
   * A value that is read.
   *
   * @param kind what the value measures
   * @param unit the unit as Home Assistant spells it ({@code V}, {@code kWh}), null for none
   * @param accumulation how values relate over time
   * @param precision digits after the point to show, null for all
   */
  record Sensor(
      EntityInfo info,
      SensorKind kind,
      @Nullable String unit,
      Accumulation accumulation,
      @Nullable Integer precision)
      implements Entity {}

  /**
   * A yes or no that is read.
   *
   * @param deviceClass Home Assistant's device class, such as {@code connectivity}; null for none
   */
  record BinarySensor(EntityInfo info, @Nullable String deviceClass) implements Entity {}

  /** Something that is on or off and can be switched. */
  record Switch(EntityInfo info) implements Entity {}

  /**
   * Something that happens when it is pressed.
   *
   * @param deviceClass {@code restart}, {@code identify}, {@code update} or null
   */
  record Button(EntityInfo info, @Nullable String deviceClass) implements Entity {}

  /**
   * One of several settings.
   *
   * @param options every allowed value with the label that a user reads
   */
  record Choice(EntityInfo info, List<Option> options) implements Entity {

    /**
     * One setting.
     *
     * @param value what the device takes and reports
     * @param label what the user reads
     */
    public record Option(String value, String label) {}

    /** Copies the options. */
    public Choice {
      options = List.copyOf(options);
    }
  }

  /**
   * Events that happen at the device, such as a pressed button.
   *
   * @param deviceClass {@code button}, {@code doorbell}, {@code motion} or null
   * @param eventTypes every {@code event_type} that can occur
   * @param trigger how it is offered to automations as a device trigger, null for not at all
   */
  record EventSource(
      EntityInfo info,
      @Nullable String deviceClass,
      List<String> eventTypes,
      @Nullable Trigger trigger)
      implements Entity {

    /**
     * A device trigger.
     *
     * @param type such as {@code button_short_press}
     * @param subtype such as {@code button_1}
     * @param eventType the event type that fires it
     */
    public record Trigger(String type, String subtype, String eventType) {}

    /** Copies the event types. */
    public EventSource {
      eventTypes = List.copyOf(eventTypes);
    }
  }

  /**
   * A firmware version beside the newest one; read-only. Its value is the installed version as a
   * text; its attributes are {@code installed_version} and {@code latest_version}, both texts, and
   * come as soon as the installed version is known.
   */
  record Firmware(EntityInfo info) implements Entity {}
}
