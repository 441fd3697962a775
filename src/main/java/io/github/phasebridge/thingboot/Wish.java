package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command asks of a relay, in the words of its product. */
sealed interface Wish {

  /**
   * Switch a property.
   *
   * @param property the property's name
   * @param on the wanted position, null for the opposite of the present one
   */
  record Turn(String property, Product.Property.Switched kind, @Nullable Boolean on)
      implements Wish {}

  /** Send a documented command. */
  record Press(Product.ProductCommand command) implements Wish {}

  /** Write a configuration item into the flash memory. */
  record Setting(String item, String value) implements Wish {}

  /** Something that the product does not have. */
  record Unknown(String key, String payload) implements Wish {}

  /** Returns what the command asks for. */
  static Wish of(Product product, Command command) {
    String key = command.key();
    String payload = command.payload();
    Optional<Wish> turn = product.property(key).flatMap(property -> turn(property, payload));
    Optional<Wish> press =
        product
            .command(key)
            .filter(one -> payload.equals("PRESS") && possible(product, one))
            .map(Press::new);
    Optional<Wish> setting =
        product.item(key).filter(item -> offers(item, payload)).map(_ -> new Setting(key, payload));
    return turn.or(() -> press).or(() -> setting).orElseGet(() -> new Unknown(key, payload));
  }

  /** A pulse needs a property that it switches; everything else is possible. */
  private static boolean possible(Product product, Product.ProductCommand command) {
    return !(command.effect() instanceof Product.Effect.Pulse pulse)
        || product
            .property(pulse.property())
            .filter(property -> property.kind() instanceof Product.Property.Switched)
            .isPresent();
  }

  private static boolean offers(Product.ConfigurationItem item, String value) {
    return item.options().stream().anyMatch(option -> option.value().equals(value));
  }

  private static Optional<Wish> turn(Product.Property property, String payload) {
    if (!(property.kind() instanceof Product.Property.Switched kind)) {
      return Optional.empty();
    }
    return switch (payload) {
      case "ON" -> Optional.of(new Turn(property.name(), kind, true));
      case "OFF" -> Optional.of(new Turn(property.name(), kind, false));
      case "TOGGLE" -> Optional.of(new Turn(property.name(), kind, null));
      default -> Optional.empty();
    };
  }
}
