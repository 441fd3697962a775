package io.github.phasebridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Parsers of addresses. */
final class Urls {

  private Urls() {}

  /**
   * An address with one of these schemes, a host, and no credentials, query or fragment.
   *
   * @param login the settings for user and password, to point to
   */
  static Parser<URI> of(String login, String... schemes) {
    List<String> allowed = List.of(schemes);
    return text -> {
      URI url = parse(text.strip(), login, allowed);
      if (url.getScheme() == null || !allowed.contains(url.getScheme())) {
        throw new NotAllowed(form(allowed));
      }
      if (url.getHost() == null) {
        throw new NotAllowed(
            form(allowed) + ", with a host made of letters, digits, dots and hyphens");
      }
      if (url.getPort() == 0 || url.getPort() > 65535) {
        throw new NotAllowed("the port is a number from 1 to 65535");
      }
      return url;
    };
  }

  /** Checks for credentials first, so that no later complaint shows them. */
  private static URI parse(String text, String login, List<String> allowed) throws NotAllowed {
    if (text.contains("@")) {
      throw NotAllowed.withoutValue(
          "an address with user or password in it is refused (value not shown); " + login);
    }
    if (text.contains("?") || text.contains("#")) {
      throw NotAllowed.withoutValue(
          "an address with a query or fragment is refused (value not shown); " + login);
    }
    try {
      int colon = Math.max(0, text.indexOf(':'));
      return new URI(text.substring(0, colon).toLowerCase(Locale.ROOT) + text.substring(colon));
    } catch (URISyntaxException _) {
      throw new NotAllowed(form(allowed));
    }
  }

  private static String form(List<String> schemes) {
    return "allowed is an address like "
        + schemes.getFirst()
        + "://host:port, starting with "
        + String.join(", ", schemes);
  }
}
