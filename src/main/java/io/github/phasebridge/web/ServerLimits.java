package io.github.phasebridge.web;

import java.util.Map;

/**
 * What the JDK's HTTP server allows a client, for all servers of the process. It knows these limits
 * as system properties only, and reads them once.
 */
public final class ServerLimits {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Seconds for a whole request, so that a client that dawdles does not stay.
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.maxReqHeaderSize", "16384",
          "jdk.httpserver.maxConnections", "100",
          // Without it Nagle's algorithm may hold an answer back.
          "sun.net.httpserver.nodelay", "true");

  private ServerLimits() {}

  /** Sets them, before the first server is made; a property that is set already stays. */
  public static void set() {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
