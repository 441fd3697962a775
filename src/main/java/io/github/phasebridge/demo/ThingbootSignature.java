package io.github.phasebridge.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The vendor's signatures. */
final class ThingbootSignature {

  private ThingbootSignature() {}

  /** Returns the signature of a call of the cloud: {@code md5(md5(secret) + ts)}. */
  static String ofCall(String secret, String ts) {
    return md5(md5(secret) + ts);
  }

  /** Returns the signature of a call of a relay's own port: {@code md5(secret)}. */
  static String ofLan(String secret) {
    return md5(secret);
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
