package io.github.phasebridge.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Writes lines to a stream, which it never closes, and keeps the last ones. Lines of many threads
 * do not mix.
 */
final class Sink extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private final LineFormat format;
  private final Redactor redactor;
  private final RecentLog recent;
  private final PrintStream out;

  Sink(LineFormat format, Redactor redactor, RecentLog recent, PrintStream out) {
    this.redactor = redactor;
    this.recent = recent;
    this.format = format;
    this.out = out;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // The stream locks itself for one call, and formatting needs no lock.
    out.print(format.format(event));
    out.flush();
    String trace = LineFormat.stackTrace(event);
    recent.add(
        event.getInstant(),
        event.getLevel().toString().toLowerCase(Locale.ROOT),
        LineFormat.subject(event.getLoggerName()),
        redactor.redact(String.valueOf(event.getFormattedMessage())),
        trace == null ? "" : redactor.redact(trace));
  }
}
