package io.github.phasebridge.mqtt;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects what package mqtt logs at INFO and above, as a user would see it. */
final class LogLines implements AutoCloseable {

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(ReconnectingBrokerLink.class.getPackageName());
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            events.add(event);
          }
        }
      };

  LogLines() {
    appender.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(appender);
  }

  /** Returns the lines as {@code WARN text}. */
  List<String> all() {
    return events.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  List<String> warnings() {
    return all().stream().filter(line -> !line.startsWith("INFO")).toList();
  }

  boolean haveStackTraces() {
    return events.stream().anyMatch(event -> event.getThrowableProxy() != null);
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}
