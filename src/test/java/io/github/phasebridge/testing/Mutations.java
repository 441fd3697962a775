package io.github.phasebridge.testing;

import java.util.List;
import java.util.Random;

/** Damages JSON texts at random, in ways of which some leave them valid. */
public final class Mutations {

  private final List<String> poison;

  /**
   * Makes damages with these.
   *
   * @param poison what is put into a text, or in the place of a value
   */
  public Mutations(List<String> poison) {
    this.poison = List.copyOf(poison);
  }

  /** Returns the text with one to four changes. */
  public String of(String fixture, Random random) {
    String text = fixture;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      String bad = poison.get(random.nextInt(poison.size()));
      text =
          switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + text.substring(end);
            case 2 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
            case 3 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
            case 4 -> replaceToken(text, at, bad);
            default -> text.substring(0, at) + bad + text.substring(end);
          };
    }
    return text;
  }

  /** Replaces the number or text that begins at or after a place, so that the JSON stays whole. */
  private static String replaceToken(String text, int at, String bad) {
    String[] parts = text.substring(at).split("(?<=[\\[,:])", 2);
    if (parts.length < 2) {
      return text;
    }
    String rest = parts[1].replaceFirst("^\\s*(?:\"[^\"]*\"|[-0-9.a-z]+)", "");
    return text.substring(0, at) + parts[0] + bad + rest;
  }
}
