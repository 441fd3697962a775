package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.LogConfig;
import io.github.phasebridge.config.Secret;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of a whole process: what comes out of it, and that nothing else does. */
class ProcessLogTest {

  @TempDir Path directory;

  @Test
  void everythingGoesThroughOneSink() throws Exception {
    // Neither a file for Logback nor a property may get past the sink.
    Path xml =
        Files.writeString(
            directory.resolve("logback.xml"), "<configuration debug=\"true\"></configuration>");
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=" + xml,
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                Program.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(err, StandardCharsets.UTF_8)).isEmpty();
    assertThat(Files.readAllLines(out))
        .filteredOn(line -> !line.startsWith("    "))
        .map(line -> line.replaceFirst("^\\S+ ", ""))
        .containsExactly(
            "WARN  log.ProcessLogTest$Program: early",
            "INFO  log.ProcessLogTest$Program: one",
            "WARN  Jdk: from the JDK ***",
            "ERROR Commons: from commons-logging ***",
            "ERROR log.UncaughtExceptions: thread main ended by an unexpected failure; please"
                + " report this as a bug");
  }

  /** A process that logs in all the ways that our libraries do. */
  static final class Program {

    public static void main(String[] args) {
      Logger log = LoggerFactory.getLogger(Program.class);
      log.info("too early");
      log.warn("early");
      Redactor redactor = new Redactor();
      redactor.register(new Secret("hunter2"));
      new LogSetup(redactor, System.out)
          .start(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT, false));
      log.info("one");
      log.debug("not this");
      var jdk = java.util.logging.Logger.getLogger("some.library.Jdk");
      jdk.info("not this");
      jdk.log(java.util.logging.Level.WARNING, "from the JDK {0}", "hunter2");
      org.apache.commons.logging.LogFactory.getLog("some.library.Commons")
          .error("from commons-logging hunter2");
      throw new IllegalStateException("boom");
    }
  }
}
