package io.github.phasebridge.thingboot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body of the type {@code application/x-www-form-urlencoded}, read as if it were JSON. Fields may
 * be named as PHP names nested ones: {@code state[power]=1}.
 */
final class FormBody {

  private static final int MOST_FIELDS = 200;

  /** What a form's field may be called; keeps other texts that hold a {@code =} out. */
  private static final Pattern NAME =
      Pattern.compile("([\\w.-]{1,64})((?:\\[[\\w.-]{1,64}]){0,4})");

  private FormBody() {}

  /** Returns the fields as an object of texts, empty if this is no form. */
  static Optional<JsonNode> read(String body) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    String[] fields = body.strip().split("&", MOST_FIELDS + 1);
    if (fields.length > MOST_FIELDS) {
      return Optional.empty();
    }
    for (String field : fields) {
      int equals = field.indexOf('=');
      Optional<String> name = equals < 0 ? Optional.empty() : decode(field.substring(0, equals));
      Optional<String> value = decode(field.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty() || !put(form, name.get(), value.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(form);
  }

  private static boolean put(ObjectNode form, String name, String value) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return false;
    }
    ObjectNode parent = form;
    String key = parts.group(1);
    for (String inner : parts.group(2).split("[\\[\\]]+", -1)) {
      if (!inner.isEmpty()) {
        parent = parent.get(key) instanceof ObjectNode known ? known : parent.putObject(key);
        key = inner;
      }
    }
    parent.put(key, value);
    return true;
  }

  private static Optional<String> decode(String text) {
    try {
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
