package io.github.phasebridge.log;

import io.github.phasebridge.config.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: those that are registered, in whatever form they are encoded, and
 * whatever is called a token, password, secret or signature. Every line of the log passes it; use
 * it for diagnostics and vendors' raw messages too. Safe for many threads.
 */
public final class Redactor {

  /** What stands in for a secret. */
  static final String MASK = "***";

  /** Shorter secrets are left alone: replacing every "on" would garble all texts. */
  private static final int SHORTEST = 4;

  private record Known(String secret, Pattern pattern) {}

  /** Longest first, so that a secret within another does not leave the rest of it. */
  private volatile List<Known> known = List.of();

  /**
   * Registers a secret, for example a token from a login. One that is not set or has less than 4
   * characters is only masked where its name stands beside it.
   */
  public synchronized void register(Secret secret) {
    String text = secret.reveal();
    if (text.length() < SHORTEST || known.stream().anyMatch(it -> it.secret().equals(text))) {
      return;
    }
    List<Known> more = new ArrayList<>(known);
    more.add(new Known(text, SecretPattern.of(text)));
    more.sort(Comparator.comparingInt((Known it) -> it.secret().length()).reversed());
    known = List.copyOf(more);
  }

  /** Returns the text with {@code ***} in place of every secret. */
  public String redact(String text) {
    String redacted = text;
    for (Known secret : known) {
      redacted = secret.pattern().matcher(redacted).replaceAll(MASK);
    }
    return NamedSecrets.mask(redacted);
  }
}
