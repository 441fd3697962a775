package io.github.phasebridge.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plain text for people: tables in columns, and what calls a command has used. */
final class TextTable {

  private TextTable() {}

  /**
   * Prints rows below a header, each column as wide as its widest cell.
   *
   * @param rows as many cells each as the header
   */
  static void print(List<String> header, List<List<String>> rows, PrintStream out) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(padded(row.get(column), width(all, column)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Says how many calls to vendors were made. */
  static String calls(Map<String, Integer> used) {
    int total = used.values().stream().mapToInt(Integer::intValue).sum();
    if (total == 0) {
      return "Calls used: none";
    }
    return used.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", ", "Calls used: " + total + " (", ")"));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 2);
  }
}
