package io.github.phasebridge.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines for people: time, level, subject, message. */
final class TextLines implements LineFormat {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private final Redactor redactor;
  private final ZoneId zone;

  TextLines(Redactor redactor, ZoneId zone) {
    this.redactor = redactor;
    this.zone = zone;
  }

  @Override
  public String format(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(128);
    TIME.formatTo(event.getInstant().atZone(zone), line);
    line.append(' ')
        .append(padded(event.getLevel().toString()))
        .append(' ')
        .append(LineFormat.subject(event.getLoggerName()))
        .append(": ")
        .append(oneLine(redactor.redact(String.valueOf(event.getFormattedMessage()))))
        .append('\n');
    @Nullable String trace = LineFormat.stackTrace(event);
    if (trace != null) {
      redactor
          .redact(trace)
          .lines()
          .forEach(it -> line.append("    ").append(oneLine(it)).append('\n'));
    }
    return line.toString();
  }

  private static String padded(String level) {
    return level + " ".repeat(Math.max(0, 5 - level.length()));
  }

  /** Nobody who sends us a message can forge a line or control the terminal with it. */
  private static String oneLine(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.chars().forEach(c -> appendSafely(safe, (char) c));
    return safe.toString();
  }

  private static void appendSafely(StringBuilder safe, char c) {
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("  ");
      default -> {
        if (Character.isISOControl(c)) {
          safe.append("\\u%04x".formatted((int) c));
        } else {
          safe.append(c);
        }
      }
    }
  }
}
