package io.github.phasebridge.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the vendor's page of the product p46 allows in orders and configuration. The bridge's own
 * definition of the product is another copy, so that a slip in one of them shows.
 */
final class VendorPage {

  /** The newest firmware on the page. */
  static final String FIRMWARE = "p46.20250823.v12";

  private static final Set<String> ON_OFF = Set.of("1", "0");
  private static final Set<String> SECONDS = Set.of("1000", "2000", "3000", "5000");

  private static final Map<String, Set<String>> ORDERS =
      Map.of(
          "power", ON_OFF,
          "metering", ON_OFF,
          "system", Set.of("network", "restart", "reboot"),
          "point", SECONDS,
          "reset", SECONDS,
          "query", Set.of("today", "amount", "total", "days", "hours"),
          "clear", Set.of("all", "today", "amount", "days", "hours"));

  private static final Map<String, Set<String>> ITEMS =
      Map.ofEntries(
          Map.entry("relay1", ON_OFF),
          Map.entry("action1", Set.of("reverse", "reset", "point", "disable")),
          Map.entry("time1", Set.of("1000", "2000", "3000", "4000", "5000")),
          Map.entry("metering_interval", Set.of("5", "10", "20", "30", "60")),
          Map.entry("metering_boot", ON_OFF),
          Map.entry("high_power_time", Set.of("0", "1", "2", "3")),
          Map.entry("high_power_value", Set.of("3000", "2500", "2000", "1500", "1000")),
          Map.entry("high_power_action", Set.of("none", "0")),
          Map.entry("low_power_time", Set.of("0", "1", "10", "30", "60", "120", "180", "300")),
          Map.entry("low_power_value", Set.of("1", "2", "3", "4", "5", "10", "15", "20")),
          Map.entry("low_power_action", Set.of("none", "0")));

  private VendorPage() {}

  /** Returns the settings of a new relay; the vendor says only that all have a default. */
  static Map<String, String> defaultItems() {
    return Map.ofEntries(
        Map.entry("relay1", "0"),
        Map.entry("action1", "reverse"),
        Map.entry("time1", "1000"),
        Map.entry("metering_interval", "10"),
        Map.entry("metering_boot", "1"),
        Map.entry("high_power_time", "0"),
        Map.entry("high_power_value", "3000"),
        Map.entry("high_power_action", "none"),
        Map.entry("low_power_time", "0"),
        Map.entry("low_power_value", "1"),
        Map.entry("low_power_action", "none"));
  }

  /** Returns what is wrong with the content of an order, besides {@code extra}. */
  static Optional<String> problemWithOrder(JsonNode order) {
    List<String> names =
        order.propertyNames().stream().filter(name -> !name.equals("extra")).toList();
    if (names.size() != 1) {
      return Optional.of("an order has one command, not " + names);
    }
    String name = names.getFirst();
    JsonNode value = order.path(name);
    Set<String> allowed = ORDERS.get(name);
    if (allowed == null) {
      return Optional.of("the product has no command " + name);
    }
    boolean mayBeNumber = allowed.equals(ON_OFF);
    if (!value.isString() && !(mayBeNumber && value.isIntegralNumber())) {
      return Optional.of(name + " takes a text, not " + value);
    }
    return allowed.contains(value.asString())
        ? Optional.empty()
        : Optional.of(name + " takes one of " + allowed + ", not " + value);
  }

  /** Returns what is wrong with the mark of an order. */
  static Optional<String> problemWithExtra(JsonNode extra) {
    return extra.isMissingNode()
            || (extra.isString() && extra.stringValue().matches("[0-9A-Za-z]{1,32}"))
        ? Optional.empty()
        : Optional.of("extra takes 1 to 32 letters and digits, not " + extra);
  }

  /** Returns what is wrong with a set of configuration items. */
  static Optional<String> problemWithItems(JsonNode items) {
    if (!items.isObject() || items.isEmpty()) {
      return Optional.of("config is an object of items, not " + items);
    }
    for (Map.Entry<String, JsonNode> item : items.properties()) {
      Set<String> allowed = ITEMS.get(item.getKey());
      if (allowed == null) {
        return Optional.of("the product has no configuration item " + item.getKey());
      }
      if (!item.getValue().isString() || !allowed.contains(item.getValue().stringValue())) {
        return Optional.of(
            item.getKey() + " takes one of " + allowed + " as text, not " + item.getValue());
      }
    }
    return Optional.empty();
  }
}
