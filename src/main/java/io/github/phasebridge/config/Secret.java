package io.github.phasebridge.config;

/** A password, token or key. Its text never appears in {@code toString}. */
public final class Secret {

  /** The secret that is not set. */
  public static final Secret NONE = new Secret("");

  private final String text;

  /** Wraps a text; empty means not set. */
  public Secret(String text) {
    this.text = text;
  }

  /** Returns the text itself; never put it into a message. */
  public String reveal() {
    return text;
  }

  /** Returns whether it is set. */
  public boolean isSet() {
    return !text.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return isSet() ? "***" : "";
  }
}
