package io.github.phasebridge.config;

import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code thingboot}. */
final class ThingbootBinder {

  private static final Map<String, String> RELAY_DEFAULTS =
      Map.of("id", "", "name", "", "address", "", "secret", "");

  private static final Map<String, String> UNIT_DEFAULTS = Map.of("unit", "", "factor", "1");

  private static final Parser<URI> ADDRESS = Urls.of("use the relay's secret", "http", "https");

  private ThingbootBinder() {}

  static ThingbootConfig bind(Section thingboot) {
    Section pushMqtt = thingboot.section("push-mqtt");
    ThingbootConfig config =
        new ThingbootConfig(
            thingboot.value("url", Urls.of("use thingboot.app-id and app-secret", "https", "http")),
            thingboot.value("app-id", Parsers.optional(Parsers.name("the account's AppID"))),
            thingboot.secret("app-secret"),
            relays(thingboot),
            thingboot.value("push", Parsers.choice(ThingbootConfig.Push.class)),
            pushMqtt.value("url", Urls.of("use thingboot.app-id and app-secret", "mqtt", "mqtts")),
            pushMqtt.value("client-id", ThingbootBinder::clientId),
            thingboot.value("poll-interval", Durations.between("30s", "24h", "")),
            units(thingboot.section("units")),
            thingboot
                .value("query-interval", Durations.orOff(Durations.between("1m", "7d", "")))
                .orElse(null),
            thingboot.value("configuration-items", Parsers.flag()),
            thingboot.value("only-listed", Parsers.flag()));
    pushMqtt.finish();
    thingboot.finish();
    thingboot.requireBothOrNone("app-id", "app-secret");
    if (config.onlyListed() && config.devices().isEmpty()) {
      thingboot.warn("only-listed", "no relay is bridged, since thingboot.devices lists none");
    }
    return config;
  }

  /** The vendor takes ids that end in "test" for test accounts, which get no messages. */
  private static String clientId(String text) throws NotAllowed {
    if (text.toLowerCase(Locale.ROOT).endsWith("test")) {
      throw new NotAllowed("allowed is an id that does not end in 'test' (the vendor's rule)");
    }
    return Parsers.optional(Parsers.line(MqttBinder.MOST_CLIENT_ID_BYTES)).parse(text);
  }

  private static List<ThingbootConfig.Relay> relays(Section thingboot) {
    Set<String> seen = new HashSet<>();
    return thingboot.entries("devices", RELAY_DEFAULTS).stream()
        .flatMap(entry -> relay(entry, seen).stream())
        .toList();
  }

  private static Optional<ThingbootConfig.Relay> relay(Section entry, Set<String> seen) {
    Optional<String> id = entry.read("id", Parsers.name("the relay's id"));
    String name = entry.text("name");
    URI address = entry.value("address", ThingbootBinder::address).orElse(null);
    Secret secret = entry.secret("secret");
    entry.finish();
    if (id.isPresent() && !seen.add(id.get().toLowerCase(Locale.ROOT))) {
      entry.refuse("id", "this relay is listed twice");
    }
    if (secret.isSet() && address == null) {
      entry.warn("id", "the secret is not used, since the relay has no address");
    }
    return id.map(
        it -> new ThingbootConfig.Relay(it, name.isEmpty() ? null : name, address, secret));
  }

  private static Optional<URI> address(String text) throws NotAllowed {
    return text.isEmpty() ? Optional.empty() : Optional.of(ADDRESS.parse(text));
  }

  private static Map<String, ThingbootConfig.Unit> units(Section units) {
    Map<String, ThingbootConfig.Unit> result = new LinkedHashMap<>();
    for (String property : units.keys()) {
      if (!property.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
        units.refuse(property, "allowed are names of properties like power-factor");
      }
      Section entry = units.section(property, UNIT_DEFAULTS);
      String unit = entry.text("unit");
      result.put(
          property.replace('-', '_'),
          new ThingbootConfig.Unit(
              unit.isEmpty() ? null : unit, entry.value("factor", Parsers.factor())));
      entry.finish();
    }
    return result;
  }
}
