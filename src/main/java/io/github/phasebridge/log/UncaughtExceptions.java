package io.github.phasebridge.log;

import org.slf4j.Logger;

/** Logs what ends a thread. That is always a bug, so the stack trace belongs into the log. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {

  private final Logger log;

  UncaughtExceptions(Logger log) {
    this.log = log;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    log.error(
        "thread {} ended by an unexpected failure; please report this as a bug",
        thread.getName(),
        thrown);
  }
}
