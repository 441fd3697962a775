package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.thingboot.Product.Property;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.StringNode;

/**
 * What the properties of one relay mean. What is missing, impossible or not readable is unknown,
 * never 0.
 */
final class RelayValues {

  private static final Logger LOG = LoggerFactory.getLogger(RelayValues.class);

  /** The property that starts and stops metering; while it is off nothing is measured. */
  private static final String METERING = "metering";

  private static final Set<SensorKind> ONLY_WHILE_METERING =
      EnumSet.of(
          SensorKind.VOLTAGE,
          SensorKind.CURRENT,
          SensorKind.POWER,
          SensorKind.APPARENT_POWER,
          SensorKind.POWER_FACTOR,
          SensorKind.FREQUENCY);

  private static final Set<String> ON = Set.of("1", "true", "on");
  private static final Set<String> OFF = Set.of("0", "false", "off");

  private final DeviceId device;
  private final String title;
  private final Product product;
  private final Map<String, ThingbootConfig.Unit> units;
  private final EnergyGuard guard;

  private final Map<String, String> reported = new HashMap<>();
  private final Map<String, Value> counters = new HashMap<>();
  private final Map<String, Value> known = new HashMap<>();
  private final Set<String> saidImpossible = new HashSet<>();

  RelayValues(KnownRelay relay, Map<String, ThingbootConfig.Unit> units, EnergyGuard guard) {
    this.device = relay.id();
    this.title = relay.title();
    this.product = relay.product();
    this.units = units;
    this.guard = guard;
  }

  /**
   * Takes properties as they were reported.
   *
   * @param at when the relay reported them, null if unknown
   * @param polled whether we asked for them
   * @return the values that are others now, by key
   */
  Map<String, Value> take(Map<String, String> properties, @Nullable Instant at, boolean polled) {
    for (Property property : product.properties()) {
      String text = properties.get(property.name());
      if (text == null) {
        continue;
      }
      reported.put(property.name(), text);
      if (isCounter(property)) {
        counters.put(property.name(), counted(property.name(), number(property, text), at, polled));
      }
    }
    if (position(METERING).equals(Optional.of(false))) {
      // Also for later: what was measured before metering stopped is not true when it starts again.
      product.properties().stream()
          .filter(RelayValues::needsMetering)
          .forEach(property -> reported.put(property.name(), ""));
    }
    return changes();
  }

  private Map<String, Value> changes() {
    Map<String, Value> changed = new LinkedHashMap<>();
    for (Property property : product.properties()) {
      String name = property.name();
      String text = reported.get(name);
      if (text == null) {
        continue;
      }
      Value now =
          isCounter(property) ? counters.getOrDefault(name, Value.UNKNOWN) : value(property, text);
      if (!now.equals(known.put(name, now))) {
        changed.put(name, now);
      }
    }
    return changed;
  }

  /**
   * Takes the answer to a query for a counter.
   *
   * @param number what the relay answered, null if that is no number
   */
  Value answer(String key, @Nullable BigDecimal number, Instant at) {
    BigDecimal shown = number == null ? null : number.multiply(factor(key));
    return counted(key, possible(key, SensorKind.ENERGY, unit(key, null), shown), at, true);
  }

  /** Returns a switched property's position as last reported, empty if unknown. */
  Optional<Boolean> position(String name) {
    String text = reported.get(name);
    return text == null
        ? Optional.empty()
        : product
            .property(name)
            .flatMap(
                property ->
                    property.kind() instanceof Property.Switched kind
                        ? position(kind, text)
                        : Optional.empty());
  }

  /**
   * Returns what these properties say by themselves, as it would be published: {@code ON}, {@code
   * OFF} and numbers. What is unknown is left out.
   */
  Map<String, Object> plain(Map<String, String> properties) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Property property : product.properties()) {
      String text = properties.get(property.name());
      switch (text == null ? Value.UNKNOWN : value(property, text)) {
        case Value.OnOff(var on) -> plain.put(property.name(), on ? "ON" : "OFF");
        case Value.Numeric(var number) -> plain.put(property.name(), number);
        case Value.Text(var other) -> plain.put(property.name(), other);
        case Value.Moment _, Value.Unknown _ -> {
          // Not in an event: it would be read as a fact.
        }
      }
    }
    return plain;
  }

  private Value value(Property property, String text) {
    return switch (property.kind()) {
      case Property.Switched kind -> position(kind, text).map(Value::of).orElse(Value.UNKNOWN);
      case Property.Measured(SensorKind kind, _, _) when kind == SensorKind.TEXT ->
          text.isEmpty() ? Value.UNKNOWN : Value.of(text);
      case Property.Measured _ -> {
        BigDecimal number = number(property, text);
        yield number == null ? Value.UNKNOWN : Value.of(number);
      }
    };
  }

  private static Optional<Boolean> position(Property.Switched kind, String text) {
    if (text.equalsIgnoreCase(kind.on())) {
      return Optional.of(true);
    }
    if (text.equalsIgnoreCase(kind.off())) {
      return Optional.of(false);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return ON.contains(lower)
        ? Optional.of(true)
        : OFF.contains(lower) ? Optional.of(false) : Optional.empty();
  }

  private @Nullable BigDecimal number(Property property, String text) {
    if (!(property.kind() instanceof Property.Measured(var kind, var ownUnit, _))) {
      return null;
    }
    String name = property.name();
    BigDecimal read =
        PlainNumber.read(StringNode.valueOf(text))
            .map(number -> number.multiply(factor(name)))
            .orElse(null);
    return possible(name, kind, unit(name, ownUnit), read);
  }

  private @Nullable BigDecimal possible(
      String name, SensorKind kind, @Nullable String unit, @Nullable BigDecimal number) {
    if (number == null || PossibleRange.contains(kind, unit, number)) {
      return number;
    }
    if (saidImpossible.add(name)) {
      String option = name.replace('_', '-');
      LOG.warn(
          "{}: {} {} is not possible and counts as unknown. If the relay reports it in another"
              + " unit, set thingboot.units.{}.factor.",
          title,
          name,
          number.toPlainString(),
          option);
    }
    return null;
  }

  private Value counted(
      String key, @Nullable BigDecimal number, @Nullable Instant at, boolean polled) {
    EnergyUnit unit = EnergyUnit.of(unit(key, null));
    BigDecimal read = number == null ? null : unit.toKilowattHours(number);
    BigDecimal admitted = guard.admit(device, key, read, at, polled);
    return admitted == null ? Value.UNKNOWN : Value.of(unit.fromKilowattHours(admitted));
  }

  private @Nullable String unit(String key, @Nullable String ownUnit) {
    ThingbootConfig.Unit configured = RelayEntities.unitOf(product, units, key);
    return configured == null || configured.unit() == null ? ownUnit : configured.unit();
  }

  private BigDecimal factor(String key) {
    ThingbootConfig.Unit configured = RelayEntities.unitOf(product, units, key);
    return configured == null ? BigDecimal.ONE : configured.factor();
  }

  private static boolean isCounter(Property property) {
    return property.kind() instanceof Property.Measured(SensorKind kind, _, _)
        && kind == SensorKind.ENERGY;
  }

  private static boolean needsMetering(Property property) {
    return property.kind() instanceof Property.Measured(SensorKind kind, _, _)
        && ONLY_WHILE_METERING.contains(kind);
  }
}
