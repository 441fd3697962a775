package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for what, as far as access depends on it.
 *
 * @param peer the other end of the connection
 * @param method such as {@code GET}
 * @param path the target as it was sent, without its query
 * @param hosts all {@code Host} headers
 * @param authorization the {@code Authorization} header, null for none
 */
record Visitor(
    InetAddress peer,
    String method,
    String path,
    List<String> hosts,
    @Nullable String authorization) {

  /** Returns who sent a request. */
  static Visitor of(HttpExchange exchange) {
    // The URI's own text is the target as it was sent; its path would be decoded.
    String target = exchange.getRequestURI().toString();
    int query = target.indexOf('?');
    return new Visitor(
        exchange.getRemoteAddress().getAddress(),
        exchange.getRequestMethod(),
        query < 0 ? target : target.substring(0, query),
        exchange.getRequestHeaders().getOrDefault("Host", List.of()),
        exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** Returns whether it wants to read only. */
  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
