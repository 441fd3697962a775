package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.phasebridge.config.Secret;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The only addresses that are served: {@code /webhook/<token>} and {@code
 * /webhook/<token>/<device>}, written in just this way. Whatever else means the same (encoded,
 * dotted, with double slashes) is another address.
 */
final class WebhookPath {

  /** What both begin with. */
  static final String PREFIX = "/webhook/";

  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final byte[] token;

  WebhookPath(Secret token) {
    this.token = token.reveal().getBytes(UTF_8);
  }

  /**
   * Returns the device that a request names.
   *
   * @param target the request's target as it was sent; a query is ignored
   * @return empty text if it names none; nothing if this is not our address
   */
  Optional<String> device(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = path.substring(PREFIX.length()).split("/", 2);
    // Takes as long for a wrong token as for the right one, so that it cannot be guessed bit by
    // bit.
    if (!MessageDigest.isEqual(parts[0].getBytes(UTF_8), token)) {
      return Optional.empty();
    }
    return parts.length == 1
        ? Optional.of("")
        : Optional.of(parts[1]).filter(id -> DEVICE.matcher(id).matches());
  }
}
