package io.github.phasebridge.quota;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ledger on disk: a title line with the format's number, then one line per call: its number,
 * milliseconds since 1970 (negative while a clock that begins there says so), and the names of the
 * budgets that it is charged to. All are ASCII and end with a line feed. A last line without one
 * was cut off by a crash, so its call was never made.
 */
final class LedgerFile {

  private static final String TITLE = "phasebridge-ledger ";
  private static final String TITLE_LINE = TITLE + "1";
  private static final Pattern LINE =
      Pattern.compile("(\\d{1,18}) (-?\\d{1,18})((?: [!-~]{1,200})*)");

  private final DataDir dir;
  private final Path file;

  LedgerFile(DataDir dir) {
    this.dir = dir;
    this.file = dir.path().resolve("ledger");
  }

  /**
   * A line of the file.
   *
   * @param number the call's number; of an unreadable line the one that follows the number before
   * @param readable whether the other parts mean anything
   */
  record Line(long number, long stampMillis, Set<String> budgets, boolean readable) {}

  /**
   * What the file says.
   *
   * @param lines the calls, the earliest first
   * @param titled whether the title line is there
   * @param length how many bytes of the file are complete lines
   */
  record Content(List<Line> lines, boolean titled, long length) {}

  /**
   * Reads the file; one that does not exist has no lines.
   *
   * @throws StorageException if it cannot be read or has a newer format
   */
  Content read() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      bytes = new byte[0];
    } catch (IOException e) {
      throw StorageException.because("cannot read the call ledger " + file, e);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int length = text.lastIndexOf('\n') + 1;
    boolean titled = text.startsWith(TITLE) && length > 0;
    if (titled) {
      requireKnownFormat(text.substring(0, text.indexOf('\n')));
    }
    List<Line> lines = new ArrayList<>();
    long number = 0;
    for (int start = titled ? text.indexOf('\n') + 1 : 0; start < length; ) {
      int end = text.indexOf('\n', start);
      Line line = parse(text.substring(start, end), number + 1);
      lines.add(line);
      number = line.number();
      start = end + 1;
    }
    return new Content(List.copyOf(lines), titled, length);
  }

  /**
   * Adds a call and forces it to disk. What a failed attempt leaves behind is taken back or, if the
   * disk refuses that too, counts like a call that was made.
   *
   * @param content what was read last, under the same lock
   */
  void append(Content content, Call call) {
    dir.append(
        file.getFileName().toString(),
        content.length(),
        line(call).getBytes(StandardCharsets.US_ASCII));
  }

  /** Replaces the file as a whole. */
  void replace(List<Call> calls) {
    StringBuilder text = new StringBuilder(TITLE_LINE).append('\n');
    calls.forEach(call -> text.append(line(call)));
    dir.replace(file.getFileName().toString(), text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private void requireKnownFormat(String title) {
    if (!title.equals(TITLE_LINE)) {
      throw new StorageException(
          "the call ledger "
              + file
              + " was written by a newer phasebridge (format "
              + title.substring(TITLE.length()).replaceAll("[^ -~]", "?")
              + ", this one knows format 1) and is left as it is; update phasebridge");
    }
  }

  private static Line parse(String line, long numberIfUnreadable) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return new Line(numberIfUnreadable, 0, Set.of(), false);
    }
    String budgets = parts.group(3).strip();
    return new Line(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        budgets.isEmpty() ? Set.of() : Set.copyOf(List.of(budgets.split(" "))),
        true);
  }

  private static String line(Call call) {
    String budgets = call.budgets().isEmpty() ? "" : " " + String.join(" ", call.budgets());
    return call.number() + " " + call.stampMillis() + budgets + "\n";
  }
}
