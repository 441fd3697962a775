package io.github.phasebridge.demo;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the simulated cloud reads it.
 *
 * @param method such as {@code GET}
 * @param endpoint what it asks for
 * @param sn of which meter: from the path, or for analyses from the parameter; empty if absent
 * @param parameters by lower-case name
 * @param token the token, null if there is none
 * @param tokenPlace where it was
 * @param address the caller's IP address
 * @param contentType the body's type, empty if absent
 * @param body the first 64 KiB of the body
 */
record CloudRequest(
    String method,
    IammeterEndpoint endpoint,
    String sn,
    Map<String, String> parameters,
    @Nullable String token,
    TokenPlace tokenPlace,
    String address,
    String contentType,
    String body) {

  private static final int MAX_BODY = 64 * 1024;

  /** Reads a request. */
  static CloudRequest of(HttpExchange exchange) throws IOException {
    IammeterEndpoint.Target target = IammeterEndpoint.of(exchange.getRequestURI().getPath());
    Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
    String header = exchange.getRequestHeaders().getFirst("token");
    String query = parameters.get("token");
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    return new CloudRequest(
        exchange.getRequestMethod(),
        target.endpoint(),
        target.sn().isEmpty() ? parameters.getOrDefault("sn", "") : target.sn(),
        parameters,
        header == null ? query : header,
        header != null ? TokenPlace.HEADER : query != null ? TokenPlace.QUERY : TokenPlace.NONE,
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        contentType == null ? "" : contentType,
        new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
  }

  /** Returns a parameter by its name in any case; null if absent or empty. */
  @Nullable String parameter(String name) {
    String value = parameters.get(name.toLowerCase(Locale.ROOT));
    return value == null || value.isEmpty() ? null : value;
  }

  private static Map<String, String> parameters(@Nullable String rawQuery) {
    Map<String, String> parameters = new HashMap<>();
    FormFields.parse(rawQuery)
        .forEach((name, value) -> parameters.put(name.toLowerCase(Locale.ROOT), value));
    return parameters;
  }
}
