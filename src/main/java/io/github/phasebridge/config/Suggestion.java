package io.github.phasebridge.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who mistyped a name. */
final class Suggestion {

  private Suggestion() {}

  /** Returns {@code "; did you mean 'x'?"}, or nothing if no name is near. */
  static String question(String typed, Collection<String> names) {
    return nearest(typed, names).map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  /** Returns the name that differs least, if it differs in no more than a third of its letters. */
  static Optional<String> nearest(String typed, Collection<String> names) {
    String lower = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= bound(name))
        .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
  }

  private static int bound(String name) {
    return Math.max(1, name.length() / 3);
  }

  /**
   * Counts the letters to insert, delete, replace or swap with their neighbour (optimal string
   * alignment). Lengths that differ too much are not worth counting.
   */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > bound(b)) {
      return Integer.MAX_VALUE;
    }
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
