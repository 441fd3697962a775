package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.SensorKind;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a ThingBoot product has and takes, as the vendor's page of that product defines it (sections
 * 2.1 to 2.3 and the list of firmware). Read from a product file; entities and the checks of
 * commands come from it.
 *
 * @param id the vendor's short name, such as {@code p46}; also the first part of firmware versions
 * @param keys the vendor's product keys and ids under which an account lists it, may be empty
 * @param model what Home Assistant shows as the model
 * @param properties what the device reports
 * @param commands every documented content of a command
 * @param events what happens at the device
 * @param configuration the settings in the device's flash memory
 * @param firmware every documented release, the newest first
 * @param midnightResets keys of the counters that start anew at midnight
 */
public record Product(
    String id,
    List<String> keys,
    String model,
    List<Property> properties,
    List<ProductCommand> commands,
    List<ProductEvent> events,
    List<ConfigurationItem> configuration,
    List<FirmwareRelease> firmware,
    Set<String> midnightResets) {

  /** Copies all lists. */
  public Product {
    keys = List.copyOf(keys);
    properties = List.copyOf(properties);
    commands = List.copyOf(commands);
    events = List.copyOf(events);
    configuration = List.copyOf(configuration);
    firmware = List.copyOf(firmware);
    midnightResets = Set.copyOf(midnightResets);
  }

  /** Returns the property of this name. */
  public Optional<Property> property(String name) {
    return first(properties, property -> property.name().equals(name));
  }

  /** Returns the command whose entity has this key. */
  public Optional<ProductCommand> command(String key) {
    return first(commands, command -> command.key().equals(key));
  }

  /** Returns the event of this name. */
  public Optional<ProductEvent> event(String name) {
    return first(events, event -> event.name().equals(name));
  }

  /** Returns the configuration item of this name. */
  public Optional<ConfigurationItem> item(String name) {
    return first(configuration, item -> item.name().equals(name));
  }

  /** Returns the keys of all energy counters: properties and answers to queries. */
  public Set<String> counters() {
    Set<String> counters = new HashSet<>();
    for (Property property : properties) {
      if (property.kind() instanceof Property.Measured(SensorKind kind, _, _)
          && kind == SensorKind.ENERGY) {
        counters.add(property.name());
      }
    }
    for (ProductCommand command : commands) {
      if (command.effect() instanceof Effect.Query(var answer, var list) && !list) {
        counters.add(answer.key());
      }
    }
    return counters;
  }

  private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  /**
   * One property of the device's state.
   *
   * @param name the vendor's name: key of the state, of the entity and of the order that sets it
   * @param label what a user reads; null for the device's main feature
   * @param category where the user finds it
   */
  public record Property(String name, @Nullable String label, Category category, Kind kind) {

    /** What sort of property it is. */
    public sealed interface Kind {}

    /**
     * Reported and set.
     *
     * @param on the vendor's value for on, such as {@code 1}
     * @param off the vendor's value for off
     */
    public record Switched(String on, String off) implements Kind {}

    /**
     * Only reported.
     *
     * @param unit the default unit, null for none; a factor and a unit may be configured
     * @param precision digits after the point to show, null for all
     */
    public record Measured(SensorKind kind, @Nullable String unit, @Nullable Integer precision)
        implements Kind {}
  }

  /**
   * One documented command with its content {@code {"name":"value"}}, offered as a button.
   *
   * @param key the entity's key, such as {@code point_1000}
   * @param name the vendor's name of the command, such as {@code point}
   * @param value the vendor's value, always sent as a text, as the vendor's page writes it
   * @param label what a user reads, such as {@code On for 1 s}
   * @param enabled whether Home Assistant shows it without being asked
   * @param icon a Material Design icon or null
   * @param deviceClass a button's device class or null
   * @param effect what it does beyond being sent
   */
  public record ProductCommand(
      String key,
      String name,
      String value,
      String label,
      Category category,
      boolean enabled,
      @Nullable String icon,
      @Nullable String deviceClass,
      Effect effect) {}

  /** What a command does at the device, as far as the bridge must know. */
  public sealed interface Effect {

    /** Nothing that the bridge must know. */
    record None() implements Effect {}

    /**
     * Sets a switched property for a time and then to the opposite.
     *
     * @param property the property's name
     * @param first the position that it takes first: true for {@code point}, false for {@code
     *     reset}
     */
    record Pulse(String property, boolean first, Duration length) implements Effect {}

    /** The device starts anew. */
    record Restart() implements Effect {}

    /** The device answers with facts about its network connection. */
    record Network() implements Effect {}

    /**
     * The device answers with energy.
     *
     * @param answer the sensor that shows the answer
     * @param list whether the answer is one of several numbers, such as one per day
     */
    record Query(Answer answer, boolean list) implements Effect {}

    /**
     * The device clears counters.
     *
     * @param resets the keys of the counters that may start anew after it
     */
    record Clear(Set<String> resets) implements Effect {
      /** Copies the keys. */
      public Clear {
        resets = Set.copyOf(resets);
      }
    }
  }

  /**
   * The sensor that shows the answer to a query.
   *
   * @param key such as {@code energy_today}
   * @param label what a user reads
   */
  public record Answer(String key, String label) {}

  /**
   * Something that happens at the device.
   *
   * @param name the vendor's name: key of the entity and end of the event's topic
   * @param deviceClass an event entity's device class or null
   * @param eventType the one {@code event_type}, such as {@code press_end}
   * @param triggerType the device trigger's type, such as {@code button_short_press}
   * @param triggerSubtype the device trigger's subtype, such as {@code button_1}
   * @param resets keys of the counters that may start anew when it happens
   * @param rereadsState whether the whole state is asked for after it
   */
  public record ProductEvent(
      String name,
      String label,
      Category category,
      @Nullable String deviceClass,
      String eventType,
      String triggerType,
      String triggerSubtype,
      Set<String> resets,
      boolean rereadsState) {

    /** Copies the keys. */
    public ProductEvent {
      resets = Set.copyOf(resets);
    }
  }

  /**
   * A setting in the device's flash memory, offered as a select.
   *
   * @param name the vendor's name, also the entity's key
   * @param options every allowed value with the label that a user reads
   */
  public record ConfigurationItem(String name, String label, List<Option> options) {

    /** One allowed value, as it is sent, with the label that a user reads. */
    public record Option(String value, String label) {}

    /** Copies the options. */
    public ConfigurationItem {
      options = List.copyOf(options);
    }

    /** Returns whether the device takes this value, exactly as it is written. */
    public boolean allows(String value) {
      return options.stream().anyMatch(option -> option.value().equals(value));
    }
  }

  /**
   * One version of the firmware.
   *
   * @param version such as {@code p46.20250823.v12}
   * @param description what the vendor says about it, null for nothing
   * @param builds its builds
   */
  public record FirmwareRelease(
      String version, @Nullable String description, List<FirmwareBuild> builds) {

    /** Copies the builds. */
    public FirmwareRelease {
      builds = List.copyOf(builds);
    }
  }

  /**
   * One build of a firmware version.
   *
   * @param id the vendor's number
   * @param size as the vendor writes it, such as {@code 284.82 KB}
   * @param date the vendor's release date and time, in a zone that the vendor does not name
   */
  public record FirmwareBuild(int id, String size, LocalDateTime date) {}
}
