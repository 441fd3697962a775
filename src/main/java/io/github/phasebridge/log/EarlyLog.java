package io.github.phasebridge.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.ZoneId;

/**
 * What is logged before {@link LogSetup} and in tests: warnings. Logback asks the first {@link
 * Configurator} that it finds as a service when the first logger is made; with this one it neither
 * looks for XML files (slow, and a file on the class path or a system property could switch off
 * redaction) nor prints what it did.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class EarlyLog extends ContextAwareBase implements Configurator {

  /** Made by Logback. */
  public EarlyLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Redactor redactor = new Redactor();
    TextLines format = new TextLines(redactor, ZoneId.systemDefault());
    Sink sink = new Sink(format, redactor, new RecentLog(), System.out);
    sink.setContext(context);
    sink.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(sink);
    LogSetup.silence(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
