package io.github.phasebridge.web;

import com.sun.net.httpserver.Headers;

/** What every answer tells a browser: run, load and embed nothing that is not ours. */
final class StrictHeaders {

  /** Home Assistant shows the page in a frame of its own origin. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private StrictHeaders() {}

  /** Sets them; an answer that may be kept changes {@code Cache-Control}. */
  static void set(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "SAMEORIGIN");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }
}
