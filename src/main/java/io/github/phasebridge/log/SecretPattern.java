package io.github.phasebridge.log;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Makes a pattern that finds a secret however it is encoded. */
final class SecretPattern {

  private static final HexFormat HEX = HexFormat.of();

  /** For each number of bytes before the secret: how many digits they spoil. */
  private static final int[] SPOILT_DIGITS = {0, 2, 3};

  private SecretPattern() {}

  /**
   * Returns a pattern for the secret itself, each character of it possibly percent-encoded or
   * escaped as in JSON, and for its Base64 form, alone or within a longer one as in {@code
   * user:secret}. Libraries differ in which characters they encode, so each may or may not be.
   */
  static Pattern of(String secret) {
    StringBuilder plain = new StringBuilder();
    secret.codePoints().forEach(codePoint -> plain.append(character(codePoint)));
    StringJoiner forms = new StringJoiner("|").add(plain);
    for (int before = 0; before < SPOILT_DIGITS.length; before++) {
      forms.add(base64(secret, before));
    }
    return Pattern.compile(forms.toString());
  }

  private static String character(int codePoint) {
    String literal = Character.toString(codePoint);
    StringJoiner forms = new StringJoiner("|", "(?:", ")").add(Pattern.quote(literal));
    StringBuilder percent = new StringBuilder();
    for (byte octet : literal.getBytes(StandardCharsets.UTF_8)) {
      percent.append('%').append(HEX.toHexDigits(octet));
    }
    forms.add("(?i:" + percent + ")");
    StringBuilder unicode = new StringBuilder();
    literal.chars().forEach(unit -> unicode.append("\\\\u").append(HEX.toHexDigits((char) unit)));
    forms.add("(?i:" + unicode + ")");
    switch (codePoint) {
      case ' ' -> forms.add("\\+");
      case '"', '/' -> forms.add("\\\\" + literal);
      case '\\' -> forms.add("\\\\\\\\");
      case '\n' -> forms.add("\\\\n");
      case '\t' -> forms.add("\\\\t");
      default -> {
        // No short escape.
      }
    }
    return forms.toString();
  }

  /** Takes only those digits that do not depend on the bytes before and after the secret. */
  private static String base64(String secret, int before) {
    byte[] text = secret.getBytes(StandardCharsets.UTF_8);
    byte[] shifted = new byte[before + text.length];
    System.arraycopy(text, 0, shifted, before, text.length);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int end = shifted.length % 3 == 0 ? digits.length() : digits.length() - 1;
    return digits.substring(SPOILT_DIGITS[before], end).replace("+", "[+-]").replace("/", "[/_]");
  }
}
