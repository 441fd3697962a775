package io.github.phasebridge.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays values out as lines of text. More rows than fit are shown page by page.
 *
 * @param columns the width of the terminal, in characters
 * @param rows its height, in lines
 */
record LiveTable(int columns, int rows) {

  private static final List<String> TITLES = List.of("DEVICE", "ENTITY", "VALUE", "UNIT", "AGE");
  private static final int VALUE = 2;
  private static final int AGE = 4;
  private static final int GAP = 2;
  private static final int SECONDS_PER_PAGE = 6;

  /** Which columns give way first on a narrow terminal, and how far. */
  private static final List<Shrink> SHRINKS =
      List.of(new Shrink(1, 10), new Shrink(0, 8), new Shrink(VALUE, 7), new Shrink(1, 4));

  private record Shrink(int column, int atLeast) {}

  /**
   * Returns what to show now.
   *
   * @param header lines above the table; wrapped, as they are there to be copied
   * @return at most one line less than the terminal has, each shorter than it is wide, so that
   *     nothing wraps or scrolls
   */
  List<String> lines(List<String> header, List<LiveValue> values, Instant now) {
    List<List<String>> cells = values.stream().map(value -> cells(value, now)).toList();
    List<String> lines = new ArrayList<>(wrapped(header));
    int room = Math.max(1, rows - lines.size() - 4);
    int pages = Math.max(1, (cells.size() + room - 1) / room);
    int page = (int) Math.floorMod(now.getEpochSecond() / SECONDS_PER_PAGE, (long) pages);
    List<List<String>> shown =
        cells.subList(page * room, Math.min(cells.size(), (page + 1) * room));
    int[] widths = widths(cells);

    lines.add("");
    lines.add(line(TITLES, widths));
    String device = "";
    for (List<String> row : shown) {
      boolean again = row.getFirst().equals(device);
      device = row.getFirst();
      lines.add(line(again ? withoutFirst(row) : row, widths));
    }
    if (pages > 1) {
      lines.add(
          "rows %d-%d of %d, page %d of %d"
              .formatted(
                  page * room + 1, page * room + shown.size(), cells.size(), page + 1, pages));
    }
    return lines.stream().limit(Math.max(1, rows - 1)).map(line -> cut(line, columns - 1)).toList();
  }

  /** Returns one value as one line, for output that is not a terminal. */
  static String line(LiveValue value) {
    String unit = value.unit().isEmpty() ? "" : " " + value.unit();
    return value.device() + "  " + value.entity() + "  " + value.value() + unit;
  }

  private List<String> wrapped(List<String> header) {
    int width = Math.max(1, columns - 1);
    List<String> lines = new ArrayList<>();
    for (String line : header) {
      for (int from = 0; from < Math.max(1, line.length()); from += width) {
        lines.add(line.substring(from, Math.min(line.length(), from + width)));
      }
    }
    return lines;
  }

  private static List<String> cells(LiveValue value, Instant now) {
    return List.of(
        value.device(), value.entity(), value.value(), value.unit(), age(value.at(), now));
  }

  private static String age(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    if (age.isNegative() || age.toSeconds() == 0) {
      return "now";
    }
    if (age.toMinutes() == 0) {
      return age.toSeconds() + " s";
    }
    return age.toHours() == 0 ? age.toMinutes() + " min" : age.toHours() + " h";
  }

  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[TITLES.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int content = cells.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
      widths[i] = Math.max(length(TITLES.get(i)), content);
    }
    int total = GAP * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    int excess = total - (columns - 1);
    for (Shrink shrink : SHRINKS) {
      int less = Math.clamp(widths[shrink.column] - shrink.atLeast, 0, Math.max(0, excess));
      widths[shrink.column] -= less;
      excess -= less;
    }
    return widths;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String text = cut(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - length(text));
      boolean right = i == VALUE || i == AGE;
      line.append(right ? padding + text : text + padding);
      line.append(" ".repeat(GAP));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> withoutFirst(List<String> row) {
    List<String> copy = new ArrayList<>(row);
    copy.set(0, "");
    return copy;
  }

  private static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    return width <= 0 ? "" : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
