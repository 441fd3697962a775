package io.github.phasebridge.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what a package logs at INFO and above, as a user would see it. */
public final class LogLines implements AutoCloseable {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            events.add(event);
          }
        }
      };

  /** Collects what the package of this class logs, until closed. */
  public LogLines(Class<?> member) {
    logger = (Logger) LoggerFactory.getLogger(member.getPackageName());
    appender.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
  }

  /** Returns the lines as {@code WARN text}. */
  public List<String> all() {
    return events.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  /** Returns those above INFO. */
  public List<String> warnings() {
    return all().stream().filter(line -> !line.startsWith("INFO")).toList();
  }

  /** Returns whether any line has a stack trace. */
  public boolean haveStackTraces() {
    return events.stream().anyMatch(event -> event.getThrowableProxy() != null);
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}
