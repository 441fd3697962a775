package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Accumulation;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.Entity;
import io.github.phasebridge.device.EntityInfo;
import io.github.phasebridge.device.Reach;
import io.github.phasebridge.device.SensorKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which entities a relay has: those of its product, and those that every relay gets. */
final class RelayEntities {

  /** The Wi-Fi signal's strength. */
  static final String SIGNAL = "signal";

  /** The relay's own address. */
  static final String IP = "ip";

  /** The installed firmware beside the newest. */
  static final String FIRMWARE = "firmware";

  /** How the last command ended. */
  static final String LAST_COMMAND = "last_command";

  /** The keys of what every relay gets. */
  static final Set<String> COMMON_KEYS = Set.of(SIGNAL, IP, FIRMWARE, LAST_COMMAND);

  /** The vendor's name of the property whose unit and factor hold for the answers to queries. */
  private static final String ENERGY = "energy";

  private static final String ENERGY_UNIT = "kWh";
  private static final int ENERGY_PRECISION = 2;

  private final Product product;
  private final Map<String, ThingbootConfig.Unit> units;

  private RelayEntities(Product product, Map<String, ThingbootConfig.Unit> units) {
    this.product = product;
    this.units = units;
  }

  /**
   * Returns the entities in the order in which a user should meet them.
   *
   * @param units the configured units by property, see {@link ThingbootConfig#units}
   * @param configurationItems whether the settings in the flash memory are offered
   * @param firmwareKnown whether the installed version is known; before, there is nothing to show
   */
  static List<Entity> of(
      Product product,
      Map<String, ThingbootConfig.Unit> units,
      boolean configurationItems,
      boolean firmwareKnown) {
    RelayEntities relay = new RelayEntities(product, units);
    List<Entity> entities = new ArrayList<>();
    product.properties().forEach(property -> entities.add(relay.property(property)));
    product.commands().stream()
        .map(Product.ProductCommand::effect)
        .filter(Product.Effect.Query.class::isInstance)
        .map(Product.Effect.Query.class::cast)
        .forEach(query -> entities.add(relay.answer(query)));
    product.commands().forEach(command -> entities.add(button(command)));
    product.events().forEach(event -> entities.add(event(event)));
    if (configurationItems) {
      product.configuration().forEach(item -> entities.add(choice(item)));
    }
    if (firmwareKnown) {
      entities.add(new Entity.Firmware(EntityInfo.of(FIRMWARE, "Firmware").diagnostic()));
    }
    entities.addAll(diagnostics());
    entities.sort(Comparator.comparing(entity -> entity.info().category()));
    return List.copyOf(entities);
  }

  /**
   * Returns the configured unit and factor of a property or of the answer to a query; an answer
   * without its own has those of {@code energy}.
   *
   * @return null if nothing is configured
   */
  static ThingbootConfig.@Nullable Unit unitOf(
      Product product, Map<String, ThingbootConfig.Unit> units, String key) {
    ThingbootConfig.Unit own = units.get(key);
    return own == null && product.property(key).isEmpty() ? units.get(ENERGY) : own;
  }

  private Entity property(Product.Property property) {
    EntityInfo info = info(property.name(), property.label(), property.category(), true, null);
    return switch (property.kind()) {
      case Product.Property.Switched _ -> new Entity.Switch(info);
      case Product.Property.Measured(var kind, var unit, var precision) -> {
        Accumulation accumulation =
            kind == SensorKind.ENERGY ? Accumulation.TOTAL_INCREASING : Accumulation.MEASUREMENT;
        yield sensor(info, kind, unit, accumulation, precision);
      }
    };
  }

  /** No statistics can be made of a list. */
  private Entity answer(Product.Effect.Query query) {
    EntityInfo info = EntityInfo.of(query.answer().key(), query.answer().label());
    return sensor(
        query.list() ? info.withAttributes() : info,
        SensorKind.ENERGY,
        ENERGY_UNIT,
        query.list() ? Accumulation.NONE : Accumulation.TOTAL_INCREASING,
        ENERGY_PRECISION);
  }

  private Entity.Sensor sensor(
      EntityInfo info,
      SensorKind kind,
      @Nullable String defaultUnit,
      Accumulation accumulation,
      @Nullable Integer precision) {
    ThingbootConfig.Unit configured = unitOf(product, units, info.key());
    String wanted = configured == null ? null : configured.unit();
    String unit = wanted == null ? defaultUnit : wanted;
    return new Entity.Sensor(
        info,
        kind.takes(unit) ? kind : SensorKind.NUMBER,
        unit,
        accumulation,
        // Digits that fit one unit hide too much or too little of another.
        Objects.equals(unit, defaultUnit) ? precision : null);
  }

  private static Entity button(Product.ProductCommand command) {
    return new Entity.Button(
        info(command.key(), command.label(), command.category(), command.enabled(), command.icon()),
        command.deviceClass());
  }

  private static Entity event(Product.ProductEvent event) {
    // It stays available while the relay is away: a plain state trigger would also fire when an
    // event entity comes back.
    return new Entity.EventSource(
        info(event.name(), event.label(), event.category(), true, null).whileBridgeIsOnline(),
        event.deviceClass(),
        List.of(event.eventType()),
        new Entity.EventSource.Trigger(
            event.triggerType(), event.triggerSubtype(), event.eventType()));
  }

  private static Entity choice(Product.ConfigurationItem item) {
    return new Entity.Choice(
        EntityInfo.of(item.name(), item.label()).config(),
        item.options().stream()
            .map(option -> new Entity.Choice.Option(option.value(), option.label()))
            .toList());
  }

  private static List<Entity> diagnostics() {
    EntityInfo signal = EntityInfo.of(SIGNAL, "Signal").diagnostic();
    EntityInfo ip = EntityInfo.of(IP, "IP address").diagnostic().icon("mdi:ip-network-outline");
    EntityInfo last =
        EntityInfo.of(LAST_COMMAND, "Last command")
            .diagnostic()
            .whileBridgeIsOnline()
            .withAttributes()
            .icon("mdi:console-line");
    return List.of(
        new Entity.Sensor(signal, SensorKind.SIGNAL_STRENGTH, "dBm", Accumulation.MEASUREMENT, 0),
        new Entity.Sensor(ip, SensorKind.TEXT, null, Accumulation.NONE, null),
        new Entity.Sensor(last, SensorKind.TEXT, null, Accumulation.NONE, null));
  }

  private static EntityInfo info(
      String key,
      @Nullable String name,
      Category category,
      boolean enabled,
      @Nullable String icon) {
    return new EntityInfo(key, name, category, Reach.DEVICE, enabled, icon, false);
  }
}
