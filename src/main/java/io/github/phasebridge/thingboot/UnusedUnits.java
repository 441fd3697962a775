package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.Property;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds configured units that mean nothing; which properties there are, only products know. */
final class UnusedUnits {

  /** The defaults of the configuration have these, also where no product does. */
  private static final Set<String> DEFAULTS = Set.of("energy", "power_factor");

  private UnusedUnits() {}

  /**
   * Returns a sentence for each unit that no product has a measured property for, and for each that
   * Home Assistant does not take for what is measured.
   */
  static List<String> sentences(ThingbootConfig config, Products products) {
    Map<String, SensorKind> known = new TreeMap<>();
    products.all().forEach(product -> known.putAll(measured(product)));
    return config.units().entrySet().stream()
        .flatMap(unit -> sentence(unit.getKey(), unit.getValue().unit(), known).stream())
        .toList();
  }

  private static Optional<String> sentence(
      String name, @Nullable String unit, Map<String, SensorKind> known) {
    SensorKind kind = known.get(name);
    if (kind == null) {
      return DEFAULTS.contains(name)
          ? Optional.empty()
          : Optional.of(
              "thingboot.units.%s is not used: no relay measures that; allowed is %s"
                  .formatted(option(name), options(known.keySet())));
    }
    return unit == null || kind.takes(unit)
        ? Optional.empty()
        : Optional.of(
            "thingboot.units.%s.unit = %s is no unit of that in Home Assistant, where it becomes a"
                    .formatted(option(name), unit)
                + " plain number, not fit for the energy dashboard; usual is "
                + String.join(", ", kind.units()));
  }

  private static Map<String, SensorKind> measured(Product product) {
    Map<String, SensorKind> kinds = new HashMap<>();
    for (Property property : product.properties()) {
      if (property.kind() instanceof Property.Measured measured) {
        kinds.put(property.name(), measured.kind());
      }
    }
    for (Product.ProductCommand command : product.commands()) {
      if (command.effect() instanceof Effect.Query query) {
        kinds.put(query.answer().key(), SensorKind.ENERGY);
      }
    }
    return kinds;
  }

  private static String options(Collection<String> names) {
    return names.stream().map(UnusedUnits::option).collect(Collectors.joining(", "));
  }

  private static String option(String name) {
    return name.replace('_', '-');
  }
}
