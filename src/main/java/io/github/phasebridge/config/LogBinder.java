package io.github.phasebridge.config;

/** Reads {@code log}. */
final class LogBinder {

  private LogBinder() {}

  static LogConfig bind(Section log) {
    LogConfig config =
        new LogConfig(
            log.value("level", Parsers.choice(LogConfig.Level.class)),
            log.value("format", Parsers.choice(LogConfig.Format.class)),
            log.value("raw-messages", Parsers.flag()));
    log.finish();
    return config;
  }
}
