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

  private final String text;

  private PageToken(String text) {
    this.text = text;
  }

  /** Makes one that nobody can guess. */
  static PageToken random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new PageToken(HexFormat.of().formatHex(bytes));
  }

  /** Returns the text, for pages that may send commands. */
  String text() {
    return text;
  }

  /** Returns whether this is the text. */
  boolean is(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(given.getBytes(US_ASCII), text.getBytes(US_ASCII));
  }
}
