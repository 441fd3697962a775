package io.github.phasebridge.config;

import java.net.InetAddress;

/** Reads {@code web}. */
final class WebBinder {

  private static final int MOST_HOST_BYTES = 253;

  /** It must be unguessable, and the same in every spelling of an address. */
  private static final String TOKEN = "[A-Za-z0-9_-]{16,200}";

  private static final String ALLOWED_TOKEN =
      "at least 16 letters, digits, - and _, for example what this command prints: openssl rand"
          + " -hex 16";

  private WebBinder() {}

  static WebConfig bind(Section web) {
    Parser<String> host = Parsers.line(MOST_HOST_BYTES);
    WebConfig config =
        new WebConfig(
            web.value("enabled", Parsers.flag()),
            web.value("host", host),
            web.value("port", Parsers.number(0, 65535)),
            web.secret("password"),
            web.texts("allowed-hosts", host),
            web.value("ingress-proxy", Parsers.optional(WebBinder::address)),
            web.value("webhook-host", host),
            web.value("webhook-port", Parsers.number(0, 65535)),
            web.secret("webhook-token", Parsers.optional(WebBinder::token)));
    web.finish();
    if (config.enabled() && config.port() != 0 && config.port() == config.webhookPort()) {
      web.refuse("webhook-port", "allowed is another port than web.port");
    }
    if (config.webhookPort() != 0 && !web.isSet("webhook-token")) {
      web.refuse(
          "webhook-port",
          "web.webhook-token must be set together with it; it has " + ALLOWED_TOKEN);
    }
    return config;
  }

  private static String address(String text) throws NotAllowed {
    try {
      return InetAddress.ofLiteral(text.strip()).getHostAddress();
    } catch (IllegalArgumentException _) {
      throw new NotAllowed("allowed is an IP address, or nothing");
    }
  }

  private static String token(String text) throws NotAllowed {
    if (!text.matches(TOKEN)) {
      throw new NotAllowed("allowed are " + ALLOWED_TOKEN);
    }
    return text;
  }
}
