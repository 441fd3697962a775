package io.github.phasebridge.thingboot;

/**
 * The content of one command to a relay, as the vendor calls it: exactly one name and value.
 *
 * @param name such as {@code power} or {@code point}
 * @param value a String or an Integer, as it is written on the wire: {@code {"power":1}}, {@code
 *     {"point":"1000"}}
 */
public record Order(String name, Object value) {

  /** Returns the order that switches a property; the vendor's own examples send a number. */
  public static Order toSwitch(String property, Product.Property.Switched kind, boolean on) {
    String value = on ? kind.on() : kind.off();
    return new Order(property, value.matches("[0-9]{1,9}") ? Integer.valueOf(value) : value);
  }

  /** Returns the order of a documented command. */
  public static Order of(Product.ProductCommand command) {
    return new Order(command.name(), command.value());
  }
}
