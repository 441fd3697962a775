package io.github.phasebridge.thingboot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a device's state out of what the account or the device sends. The vendor names the
 * properties, but not where the firmware's version, the signal and the address stand; all places
 * and spellings that are known or likely are looked into. It has no state and never fails.
 */
final class ReportReader {

  private static final List<String> FIRMWARE =
      List.of("firmware", "firmwareversion", "version", "ver", "sw", "swversion");

  private static final List<String> SIGNAL = List.of("rssi", "signal", "signalstrength");
  private static final List<String> ADDRESS = List.of("ip", "ipaddress");

  /** The weakest signal with which Wi-Fi still works somehow is about -100 dBm. */
  private static final int WEAKEST = -120;

  private static final int MOST_PROPERTIES = 200;
  private static final int LONGEST_VALUE = 200;

  private static final Pattern DBM = Pattern.compile("(-\\d{1,3})(?:\\.\\d{1,9})?\\s{0,3}(?:dBm)?");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}", Pattern.CASE_INSENSITIVE);

  private ReportReader() {}

  /**
   * Reads a report.
   *
   * @param object the whole record or message, where network facts are looked for: in itself, in
   *     {@code network}, {@code data} and {@code online}
   * @param properties the object with the properties' values, a missing node for none; the answer
   *     to a query of the network stands here too
   */
  static Report read(JsonNode object, JsonNode properties) {
    List<PushFields> places =
        Stream.of(
                object.path("network"),
                properties.path("network"),
                properties,
                object,
                object.path("data"),
                object.path("online"))
            .map(PushFields::of)
            .toList();
    return new Report(
        values(properties),
        first(places, FIRMWARE, ReportReader::version),
        first(places, SIGNAL, ReportReader::signal),
        first(places, ADDRESS, ReportReader::address));
  }

  /** Prefers the clearer name in any place to the other names in the better place. */
  private static <T> @Nullable T first(
      List<PushFields> places, List<String> names, Function<JsonNode, Optional<T>> meaning) {
    return names.stream()
        .flatMap(name -> places.stream().map(place -> place.get(name)))
        .flatMap(value -> meaning.apply(value).stream())
        .findFirst()
        .orElse(null);
  }

  private static Map<String, String> values(JsonNode properties) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (values.size() < MOST_PROPERTIES) {
        value(property.getValue()).ifPresent(text -> values.put(property.getKey(), text));
      }
    }
    return values;
  }

  private static Optional<String> value(JsonNode node) {
    if (node.isNull()) {
      return Optional.of("");
    }
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue() ? "1" : "0");
    }
    return Optional.of(node)
        .filter(it -> it.isString() || it.isNumber())
        .map(it -> it.asString().strip())
        .filter(text -> text.length() <= LONGEST_VALUE);
  }

  /** An object may describe the firmware, with the version in it. */
  private static Optional<String> version(JsonNode value) {
    JsonNode plain = value.isObject() ? PushFields.of(value).get("version", "ver", "name") : value;
    String text = plain.isNumber() ? plain.asString() : PushFields.text(plain);
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  /** A strength in percent, which some devices tell, is no strength in dBm. */
  private static Optional<Integer> signal(JsonNode value) {
    String text = value.isNumber() ? value.asString() : PushFields.text(value);
    Matcher matcher = DBM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(matcher.group(1))).filter(it -> it < 0 && it >= WEAKEST);
  }

  private static Optional<String> address(JsonNode value) {
    return Optional.of(PushFields.text(value))
        .filter(it -> IPV4.matcher(it).matches() || IPV6.matcher(it).matches())
        .filter(it -> !it.equals("0.0.0.0") && !it.equals("::"));
  }
}
