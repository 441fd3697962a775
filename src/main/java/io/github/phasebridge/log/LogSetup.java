package io.github.phasebridge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.phasebridge.config.LogConfig;
import java.io.PrintStream;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log of the whole process, and changes its level while it runs. Libraries are heard
 * from warnings on; at level trace they say everything.
 */
public final class LogSetup {

  /**
   * The embedded broker of the demo logs an error with a stack trace whenever a client disconnects
   * and hangs up at once, which is what a polite client does.
   */
  private static final String EMBEDDED_BROKER = "org.apache.activemq";

  /** The loggers that are our own. */
  static final String OURS = "io.github.phasebridge";

  private final Redactor redactor;
  private final PrintStream out;
  private final LoggerContext context;
  private final RecentLog recent = new RecentLog();

  /**
   * Prepares the set-up.
   *
   * @param redactor what every line passes; secrets may be registered with it at any time
   * @param out where lines go, usually {@code System.out}
   */
  public LogSetup(Redactor redactor, PrintStream out) {
    this(redactor, out, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  LogSetup(Redactor redactor, PrintStream out, LoggerContext context) {
    this.redactor = redactor;
    this.out = out;
    this.context = context;
  }

  /**
   * Sets up the log, also for libraries that log through the JDK, and for exceptions that end a
   * thread. To be called once, as soon as the configuration is known.
   */
  public void start(LogConfig config) {
    configure(config);
    JdkLog.route();
    Thread.setDefaultUncaughtExceptionHandler(
        new UncaughtExceptions(LoggerFactory.getLogger(UncaughtExceptions.class)));
  }

  /** Sets up loggers alone. */
  void configure(LogConfig config) {
    context.reset();
    LineFormat format =
        switch (config.format()) {
          case TEXT -> new TextLines(redactor, ZoneId.systemDefault());
          case JSON -> new JsonLines(redactor);
        };
    Sink sink = new Sink(format, redactor, recent, out);
    sink.setContext(context);
    sink.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(sink);
    level(config.level());
  }

  /** Returns the last lines that were logged. */
  public RecentLog recent() {
    return recent;
  }

  /** Changes the level from the next line on. */
  public void level(LogConfig.Level level) {
    Level ours = Level.toLevel(level.name());
    boolean quiet = level != LogConfig.Level.TRACE && !ours.isGreaterOrEqual(Level.WARN);
    context.getLogger(OURS).setLevel(ours);
    silence(context);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(quiet ? Level.WARN : ours);
  }

  /** Takes the word from libraries whose errors are none. */
  static void silence(LoggerContext context) {
    context.getLogger(EMBEDDED_BROKER).setLevel(Level.OFF);
  }

  /** Returns the level. */
  public LogConfig.Level level() {
    return LogConfig.Level.valueOf(context.getLogger(OURS).getEffectiveLevel().toString());
  }
}
