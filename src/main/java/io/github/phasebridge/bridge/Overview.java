package io.github.phasebridge.bridge;

import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.SourceReport;
import io.github.phasebridge.device.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the bridge knows at one moment, for the status page, health, metrics and diagnostics.
 * Immutable; holds no secret.
 *
 * @param version phasebridge's version
 * @param started when the bridge started
 * @param broker the user's broker
 * @param homeAssistant whether Home Assistant said that it is there
 * @param clouds one per source that uses a cloud, in the order of the sources
 * @param devices all devices, the bridge's own first, then in the order of their description
 * @param notices what the user should look after, the worst first
 */
public record Overview(
    String version,
    Instant started,
    Broker broker,
    HomeAssistant homeAssistant,
    List<Cloud> clouds,
    List<Device> devices,
    List<Notice> notices) {

  /** Copies the lists. */
  public Overview {
    clouds = List.copyOf(clouds);
    devices = List.copyOf(devices);
    notices = List.copyOf(notices);
  }

  /**
   * The user's broker.
   *
   * @param address where it is, without a password
   * @param origin where its address comes from: {@code configuration} or {@code Supervisor}
   * @param condition how the connection is
   * @param protocol the version of MQTT, {@code 5} or {@code 3.1.1}
   */
  public record Broker(String address, String origin, Condition condition, String protocol) {}

  /**
   * Home Assistant, as far as it can be seen through the broker.
   *
   * @param presence what it said last
   * @param since when it said so, or when the bridge started if it said nothing yet
   */
  public record HomeAssistant(Presence presence, Instant since) {

    /** What is known of it. */
    public enum Presence {
      /** Its birth message came since the bridge started. */
      ONLINE,
      /** Its last will came. */
      OFFLINE,
      /** It said nothing since the bridge started; usual until it starts anew. */
      NOT_SEEN,
      /** Discovery is switched off, so nobody listens to it. */
      NOT_WATCHED
    }
  }

  /**
   * A vendor's cloud.
   *
   * @param name the family, such as {@code iammeter}
   * @param title the vendor's name
   * @param condition whether it can be used; null as long as nothing is known
   * @param lastFailure what was wrong last, null if nothing ever was
   * @param report what the source says about itself
   */
  public record Cloud(
      String name,
      String title,
      @Nullable Condition condition,
      @Nullable Failure lastFailure,
      SourceReport report) {}

  /**
   * Something that went wrong.
   *
   * @param at when
   * @param text what, in sentences for the user
   */
  public record Failure(Instant at, String text) {}

  /**
   * A device.
   *
   * @param source the family, such as {@code thingboot}; {@code bridge} for the bridge's own device
   * @param description what it is
   * @param online whether it can be relied on
   * @param since since when that is so
   * @param at when its values were taken, null before the first
   * @param values every entity that has a state by its key, unknown ones included
   * @param attributes of the entities that have some, by their key
   * @param commands the last 10 commands, the latest first
   * @param events the last 10 events, the latest first
   */
  public record Device(
      String source,
      DeviceDescription description,
      boolean online,
      Instant since,
      @Nullable Instant at,
      Map<String, Value> values,
      Map<String, Map<String, Object>> attributes,
      List<CommandEntry> commands,
      List<EventEntry> events) {

    /** Copies the lists; the maps are not copied and must not change. */
    public Device {
      commands = List.copyOf(commands);
      events = List.copyOf(events);
    }
  }

  /**
   * A command that ended.
   *
   * @param at when it ended
   * @param key the entity that took it
   * @param payload what was wanted
   * @param outcome how it ended
   * @param took from its arrival until its end
   */
  public record CommandEntry(
      Instant at, String key, String payload, Outcome outcome, Duration took) {}

  /**
   * Something that happened at a device.
   *
   * @param at when
   * @param name the event source's key, such as {@code btn1}
   * @param eventType such as {@code press_end}
   */
  public record EventEntry(Instant at, String name, String eventType) {}
}
