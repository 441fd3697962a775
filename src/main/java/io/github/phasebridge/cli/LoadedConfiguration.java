package io.github.phasebridge.cli;

import io.github.phasebridge.bridge.BridgeControl;
import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.config.LogConfig;
import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.log.LogSetup;
import io.github.phasebridge.log.Redactor;
import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration that can be used, and the log that knows its secrets. */
final class LoadedConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedConfiguration.class);

  private final Loaded loaded;
  private final Redactor redactor = new Redactor();
  private final LogSetup log;

  /** Prepares the log, which will be written to this stream. */
  LoadedConfiguration(Loaded loaded, PrintStream stream) {
    this.loaded = loaded;
    this.log = new LogSetup(redactor, stream);
    loaded.effective().secrets().forEach(redactor::register);
  }

  PhasebridgeConfig config() {
    return loaded.config();
  }

  LogSetup log() {
    return log;
  }

  /** Returns the process that a bridge lives in. */
  Surroundings.HostProcess process(BridgeControl control) {
    return new Surroundings.HostProcess(control, redactor, log.recent(), loaded.effective());
  }

  /** Sets up the log as configured. */
  void setUpLog() {
    log.start(config().log());
  }

  /** Sets up the log for a command whose result is what it prints: only what is wrong is logged. */
  void setUpQuietLog() {
    LogConfig wanted = config().log();
    Level level = wanted.level() == Level.INFO ? Level.WARN : wanted.level();
    log.start(new LogConfig(level, wanted.format(), wanted.rawMessages()));
  }

  /** Logs who starts and with which settings. */
  void sayHello() {
    LOG.info(
        "phasebridge {} starts on Java {}",
        ProductVersion.ofThisJar().text(),
        System.getProperty("java.vm.version"));
    loaded.effective().lines().forEach(line -> LOG.info("  {}", line));
    loaded.warnings().forEach(LOG::warn);
  }
}
