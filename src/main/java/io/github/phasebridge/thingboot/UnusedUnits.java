package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.Property;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds configured units that mean nothing; which properties there are, only products know. */
final class UnusedUnits {

  /** The defaults of the configuration have these, also where no product does. */
  private static final Set<String> DEFAULTS = Set.of("energy", "power_factor");

  private UnusedUnits() {}

  /** Returns a sentence for each unit that no product has a measured property for. */
  static List<String> sentences(ThingbootConfig config, Products products) {
    Set<String> known =
        products.all().stream()
            .flatMap(UnusedUnits::measured)
            .collect(Collectors.toCollection(TreeSet::new));
    return config.units().keySet().stream()
        .filter(name -> !known.contains(name) && !DEFAULTS.contains(name))
        .map(
            name ->
                "thingboot.units.%s is not used: no relay measures that; allowed is %s"
                    .formatted(option(name), options(known)))
        .toList();
  }

  private static Stream<String> measured(Product product) {
    Stream<String> properties =
        product.properties().stream()
            .filter(property -> property.kind() instanceof Property.Measured)
            .map(Property::name);
    Stream<String> answers =
        product.commands().stream()
            .map(Product.ProductCommand::effect)
            .filter(Effect.Query.class::isInstance)
            .map(effect -> ((Effect.Query) effect).answer().key());
    return Stream.concat(properties, answers);
  }

  private static String options(Collection<String> names) {
    return names.stream().map(UnusedUnits::option).collect(Collectors.joining(", "));
  }

  private static String option(String name) {
    return name.replace('_', '-');
  }
}
