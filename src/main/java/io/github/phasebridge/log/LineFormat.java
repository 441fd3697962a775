package io.github.phasebridge.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import org.jspecify.annotations.Nullable;

/** How an event looks in the log. */
@FunctionalInterface
interface LineFormat {

  /** Returns the line, or the lines if there is a stack trace, with a newline at the end. */
  String format(ILoggingEvent event);

  /** Returns the part that people know: without our own base package, or a library's class. */
  static String subject(String logger) {
    return logger.startsWith(LogSetup.OURS + ".")
        ? logger.substring(LogSetup.OURS.length() + 1)
        : logger.substring(logger.lastIndexOf('.') + 1);
  }

  /** Returns the stack trace, null for none. */
  static @Nullable String stackTrace(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    return thrown == null ? null : ThrowableProxyUtil.asString(thrown).strip();
  }
}
