package io.github.phasebridge.config;

/** Reads {@code web}. */
final class WebBinder {

  private static final int MOST_HOST_BYTES = 253;

  private WebBinder() {}

  static WebConfig bind(Section web) {
    Parser<String> host = Parsers.line(MOST_HOST_BYTES);
    WebConfig config =
        new WebConfig(
            web.value("enabled", Parsers.flag()),
            web.value("host", host),
            web.value("port", Parsers.number(1, 65535)),
            web.secret("password"),
            web.texts("allowed-hosts", host),
            web.value("webhook-host", host),
            web.value("webhook-port", Parsers.number(0, 65535)),
            web.secret("webhook-token", Parsers.optional(Parsers.name("one part of a path"))));
    web.finish();
    if (config.enabled() && config.port() == config.webhookPort()) {
      web.refuse("webhook-port", "allowed is another port than web.port");
    }
    return config;
  }
}
