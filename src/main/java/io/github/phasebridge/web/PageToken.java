package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a command comes from our own page: only that can read the events, and so this text.
 * New in every process.
 */
final class PageToken {

  private static final int BYTES = 16;

  private @Nullable String text;

  /**
   * Returns the text, for pages that may send commands. It is made when it is needed first: loading
   * the generator takes too long for the start.
   */
  synchronized String text() {
    if (text == null) {
      byte[] bytes = new byte[BYTES];
      new SecureRandom().nextBytes(bytes);
      text = HexFormat.of().formatHex(bytes);
    }
    return text;
  }

  /** Returns whether this is the text. */
  boolean is(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(given.getBytes(US_ASCII), text().getBytes(US_ASCII));
  }
}
