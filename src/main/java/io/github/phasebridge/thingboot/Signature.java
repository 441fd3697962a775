package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The vendor's signatures: {@code sign = md5(md5(secret) + ts)} for the cloud and {@code
 * md5(secret)} for a relay's own HTTP port (documented), in lower case as the known clients write
 * them. Neither covers the request's content.
 */
final class Signature {

  private Signature() {}

  /**
   * Signs a call to the cloud.
   *
   * @param secret the app secret
   * @param seconds the Unix time that is sent as {@code ts}
   */
  static String ofCall(Secret secret, long seconds) {
    return md5(md5(secret.reveal()) + seconds);
  }

  /** Signs a request to a relay that has this secret. */
  static String ofRelay(Secret secret) {
    return md5(secret.reveal());
  }

  private static String md5(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java has no MD5, which the vendor's signature needs", e);
    }
  }
}
