package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file of the page, from the class path. Browsers may keep it and ask whether it changed. It is
 * read when it is asked for, so that it takes no time at start, and kept as long as there is
 * memory: all who are reading it, however slowly, share one copy.
 */
final class PageFile implements Endpoint {

  private static final String FOLDER = "/page/";

  /** The page's modules and the library for charts. */
  private static final List<String> SCRIPTS =
      List.of(
          "app.js",
          "control.js",
          "device.js",
          "dom.js",
          "format.js",
          "history.js",
          "log.js",
          "overview.js",
          "chart/chart.umd.min.js");

  private final String name;
  private final String type;
  private volatile @Nullable String tag;
  private @Nullable SoftReference<byte[]> kept;

  private PageFile(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** Returns all files of the page by their addresses. */
  static Map<String, Endpoint> all() {
    Map<String, Endpoint> files = new HashMap<>();
    files.put("/", new PageFile("index.html", "text/html; charset=utf-8"));
    files.put("/app.css", new PageFile("app.css", "text/css; charset=utf-8"));
    files.put("/icon.svg", new PageFile("icon.svg", "image/svg+xml"));
    for (String script : SCRIPTS) {
      files.put("/" + script, new PageFile(script, "text/javascript; charset=utf-8"));
    }
    return Map.copyOf(files);
  }

  @Override
  public void answer(HttpExchange exchange) throws IOException {
    String current = tag();
    exchange.getResponseHeaders().set("ETag", current);
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    String known = exchange.getRequestHeaders().getFirst("If-None-Match");
    if (known != null && known.contains(current)) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    Answers.send(exchange, 200, type, content());
  }

  private String tag() throws IOException {
    String known = tag;
    if (known == null) {
      known = '"' + HexFormat.of().formatHex(sha256(content()), 0, 8) + '"';
      tag = known;
    }
    return known;
  }

  private synchronized byte[] content() throws IOException {
    byte @Nullable [] known = kept == null ? null : kept.get();
    if (known == null) {
      known = read();
      kept = new SoftReference<>(known);
    }
    return known;
  }

  private byte[] read() throws IOException {
    try (InputStream file = PageFile.class.getResourceAsStream(FOLDER + name)) {
      if (file == null) {
        throw new IllegalStateException("the jar has no " + FOLDER + name);
      }
      return file.readAllBytes();
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
