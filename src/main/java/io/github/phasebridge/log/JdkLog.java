package io.github.phasebridge.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Hands over what libraries (OkHttp, Guice, the JDK's HTTP server) log through the JDK, which would
 * print it to standard error on its own, past redaction.
 */
final class JdkLog extends Handler {

  private final SimpleFormatter messages = new SimpleFormatter();

  /** Takes over the JDK's log, from its level INFO on. */
  static void route() {
    LogManager.getLogManager().reset();
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new JdkLog());
  }

  @Override
  public void publish(LogRecord record) {
    String name = record.getLoggerName() == null ? "jdk" : record.getLoggerName();
    LoggerFactory.getLogger(name)
        .atLevel(level(record.getLevel()))
        .setCause(record.getThrown())
        .log(() -> messages.formatMessage(record));
  }

  private static org.slf4j.event.Level level(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return org.slf4j.event.Level.ERROR;
    }
    return level.intValue() >= Level.WARNING.intValue()
        ? org.slf4j.event.Level.WARN
        : org.slf4j.event.Level.INFO;
  }

  @Override
  public void flush() {
    // The sink flushes each line.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
