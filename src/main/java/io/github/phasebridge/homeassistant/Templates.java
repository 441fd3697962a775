package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.Entity.Choice;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The Jinja templates in discovery payloads. They are tolerant of a key that the state does not
 * have yet, since Home Assistant may see a new entity before the state that carries it, and of keys
 * named like a method of a Python dictionary ({@code items}, {@code update}).
 */
final class Templates {

  private Templates() {}

  /** Renders an entity's value in the state; what is unknown or absent becomes {@code None}. */
  static String value(String key) {
    return "{{ " + read(key) + " }}";
  }

  /** Renders the label of an entity's value in the state. */
  static String label(Choice choice) {
    return "{{ "
        + table(choice, Choice.Option::value, Choice.Option::label)
        + ".get("
        + read(choice.key())
        + " | string) }}";
  }

  /** Renders the value of the label that a user chose. */
  static String valueOfLabel(Choice choice) {
    return "{{ " + table(choice, Choice.Option::label, Choice.Option::value) + ".get(value) }}";
  }

  /**
   * Renders what an update entity takes, with exactly the keys that Home Assistant allows; nothing
   * while one of the versions is unknown, since a {@code null} is logged as a violation.
   */
  static String firmware() {
    return "{{ {\"installed_version\": value_json.installed_version,"
        + " \"latest_version\": value_json.latest_version} | tojson"
        + " if value_json.installed_version and value_json.latest_version else '' }}";
  }

  private static String read(String key) {
    return "value_json[" + literal(key) + "] | default(none)";
  }

  private static String table(
      Choice choice, Function<Choice.Option, String> from, Function<Choice.Option, String> to) {
    return choice.options().stream()
        .map(option -> literal(from.apply(option)) + ": " + literal(to.apply(option)))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Jinja reads the escapes of a JSON string as JSON does. */
  private static String literal(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}
