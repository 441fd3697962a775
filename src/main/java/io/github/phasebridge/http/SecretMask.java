package io.github.phasebridge.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that come from the vendor, and makes these texts fit for a log line.
 * The log has its own redaction; this one also covers messages that end up elsewhere. Safe for use
 * by several threads.
 */
public final class SecretMask {

  private static final String HIDDEN = "***";

  /** Values of fields whose names say that they are secret, also when the text ends within. */
  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          "(\"[a-z]{0,20}(?:token|password|secret|sign)\"\\s{0,10}:\\s{0,10}\")[^\"]*+",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile("\\b(token|password|secret|sign)=[^&\\s\"]++", Pattern.CASE_INSENSITIVE);

  /** Longest first, so that a secret within another leaves no rest of the longer one. */
  private final Set<String> secrets =
      new ConcurrentSkipListSet<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));

  private final Consumer<String> secretLearned;

  /**
   * Knows no secret yet.
   *
   * @param secretLearned is told each new secret, for the log's redaction
   */
  public SecretMask(Consumer<String> secretLearned) {
    this.secretLearned = secretLearned;
  }

  /** Hides this text from now on, also URL-encoded and JSON-escaped. */
  public void learn(String secret) {
    if (secret.isEmpty() || secrets.contains(secret)) {
      return;
    }
    secretLearned.accept(secret);
    secrets.add(secret);
    secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
    secrets.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    secrets.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
  }

  /**
   * Returns a text of the vendor as one line without secrets.
   *
   * @param text what the vendor sent
   * @param limit how many characters are kept
   */
  public String clean(String text, int limit) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, HIDDEN);
    }
    if (masked.length() > limit) {
      masked = masked.substring(0, limit) + "…";
    }
    masked = SECRET_FIELD.matcher(masked).replaceAll("$1" + HIDDEN);
    masked = SECRET_PARAMETER.matcher(masked).replaceAll("$1=" + HIDDEN);
    return masked.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
  }
}
