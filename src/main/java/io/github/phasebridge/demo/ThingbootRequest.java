package io.github.phasebridge.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A request as the simulated ThingBoot cloud reads it.
 *
 * @param method such as {@code POST}
 * @param path the path as it came
 * @param query the fields of the query string
 * @param body the first 64 KiB of the body
 */
record ThingbootRequest(String method, String path, Map<String, String> query, String body) {

  private static final int MAX_BODY = 64 * 1024;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Reads a request. */
  static ThingbootRequest of(HttpExchange exchange) throws IOException {
    return new ThingbootRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        FormFields.parse(exchange.getRequestURI().getRawQuery()),
        new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
  }

  /** Returns the AppID in the path, empty for none. */
  String appId() {
    String[] parts = path.split("/", -1);
    return parts.length > 3 ? parts[1] : "";
  }

  ThingbootEndpoint endpoint() {
    String trimmed = path.replaceAll("^/|/$", "");
    ThingbootEndpoint direct = ThingbootEndpoint.of(trimmed);
    return direct == ThingbootEndpoint.CLOCK || appId().isEmpty()
        ? direct
        : ThingbootEndpoint.of(trimmed.substring(appId().length() + 1));
  }

  /** Returns a field of the query string, empty if absent. */
  String query(String name) {
    return query.getOrDefault(name, "");
  }

  /**
   * Returns a parameter from the JSON body, the form or the query string; all three are documented.
   */
  JsonNode parameter(String name) throws ThingbootRefusal {
    String text = body.strip();
    if (text.startsWith("{")) {
      JsonNode value = json(text).path(name);
      if (!value.isMissingNode()) {
        return value;
      }
    }
    Map<String, String> fields = new LinkedHashMap<>(query);
    if (!text.isEmpty() && !text.startsWith("{")) {
      fields.putAll(FormFields.parse(text));
    }
    String field = fields.get(name);
    if (field == null) {
      return MissingNode.getInstance();
    }
    return field.startsWith("{") ? json(field) : MAPPER.getNodeFactory().stringNode(field);
  }

  private static JsonNode json(String text) throws ThingbootRefusal {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw ThingbootRefusal.violation(504, "bad json", "the JSON cannot be read");
    }
  }
}
