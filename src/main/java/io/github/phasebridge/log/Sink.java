package io.github.phasebridge.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintStream;

/** Writes lines to a stream, which it never closes. Lines of many threads do not mix. */
final class Sink extends UnsynchronizedAppenderBase<ILoggingEvent> {

  private final LineFormat format;
  private final PrintStream out;

  Sink(LineFormat format, PrintStream out) {
    this.format = format;
    this.out = out;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // The stream locks itself for one call, and formatting needs no lock.
    out.print(format.format(event));
    out.flush();
  }
}
