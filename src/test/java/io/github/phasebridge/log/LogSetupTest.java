package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import io.github.phasebridge.config.LogConfig;
import io.github.phasebridge.config.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogSetupTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LoggerContext context = new LoggerContext();
  private final Redactor redactor = new Redactor();
  private final LogSetup setup =
      new LogSetup(redactor, new PrintStream(written, true, StandardCharsets.UTF_8), context);
  private final Logger log = context.getLogger("io.github.phasebridge.iammeter.Poller");

  @Test
  void aLineHasTimeLevelSubjectAndMessage() {
    start(LogConfig.Level.INFO, LogConfig.Format.TEXT);

    log.info("meter {} read", "DA2BED94");

    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO "
                + " iammeter\\.Poller: meter DA2BED94 read");
  }

  @Test
  void aLineInJsonIsOneObject() {
    start(LogConfig.Level.INFO, LogConfig.Format.JSON);

    log.warn("two\nlines, \"quoted\", ü");

    JsonNode line = JsonMapper.shared().readTree(lines().getFirst());
    assertThat(lines()).hasSize(1);
    assertThat(line.get("level").stringValue()).isEqualTo("WARN");
    assertThat(line.get("logger").stringValue()).isEqualTo("io.github.phasebridge.iammeter.Poller");
    assertThat(line.get("message").stringValue()).isEqualTo("two\nlines, \"quoted\", ü");
    assertThat(line.get("time").stringValue()).endsWith("Z");
    assertThat(line.has("exception")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(LogConfig.Format.class)
  void noLineShowsASecret(LogConfig.Format format) {
    start(LogConfig.Level.TRACE, format);
    String secret = "hun\"ter2";
    redactor.register(new Secret(secret));
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);

    log.trace("login with {}", secret);
    log.error("GET ?token=abc123", new IOException(encoded, new Exception("token=abc123")));

    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("***", "IOException").doesNotContain("ter2", "abc123");
    if (format == LogConfig.Format.JSON) {
      assertThat(lines()).allMatch(line -> JsonMapper.shared().readTree(line).isObject());
    }
  }

  @Test
  void whatIsKeptForThePageShowsNoSecretEither() {
    start(LogConfig.Level.INFO, LogConfig.Format.TEXT);
    redactor.register(new Secret("hunter2hunter2"));

    log.warn("login with {}", "hunter2hunter2", new IOException("with hunter2hunter2"));

    RecentLog.Line line = setup.recent().after(0).getLast();
    assertThat(line.message()).isEqualTo("login with ***");
    assertThat(line.trace()).startsWith("java.io.IOException: with ***").contains("at io.github");
    assertThat(line.level()).isEqualTo("warn");
    assertThat(line.subject()).isEqualTo("iammeter.Poller");
  }

  @Test
  void nobodyCanForgeALine() {
    start(LogConfig.Level.INFO, LogConfig.Format.TEXT);

    log.info("from outside: {}", "x\n2026-01-01T00:00:00.000Z ERROR fake\u001b[31m");
    log.info("failed", new IllegalStateException("x\nforged"));

    assertThat(lines().getFirst()).endsWith("x\\n2026-01-01T00:00:00.000Z ERROR fake\\u001b[31m");
    assertThat(lines())
        .filteredOn(line -> line.contains("forged"))
        .allMatch(it -> it.startsWith(" "));
  }

  @Test
  void theLevelCanBeChangedWhileRunning() {
    start(LogConfig.Level.INFO, LogConfig.Format.TEXT);
    assertThat(setup.level()).isEqualTo(LogConfig.Level.INFO);

    log.debug("one");
    setup.level(LogConfig.Level.DEBUG);
    log.debug("two");
    setup.level(LogConfig.Level.ERROR);
    log.warn("three");

    assertThat(setup.level()).isEqualTo(LogConfig.Level.ERROR);
    assertThat(lines()).singleElement().asString().endsWith("two");
  }

  @Test
  void librariesAreQuietUnlessEverythingIsWanted() {
    Logger library = context.getLogger("io.netty.channel.Channel");

    start(LogConfig.Level.DEBUG, LogConfig.Format.TEXT);
    library.info("quiet");
    library.warn("warning");
    setup.level(LogConfig.Level.ERROR);
    library.warn("quiet");
    setup.level(LogConfig.Level.TRACE);
    library.trace("everything");

    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).endsWith("WARN  Channel: warning");
    assertThat(lines().getLast()).endsWith("TRACE Channel: everything");
  }

  @Test
  void anUncaughtExceptionIsAnErrorWithItsStackTrace() {
    start(LogConfig.Level.INFO, LogConfig.Format.TEXT);

    new UncaughtExceptions(log)
        .uncaughtException(new Thread("worker"), new IllegalStateException("boom"));

    assertThat(lines().getFirst()).contains("ERROR", "thread worker ended", "report this as a bug");
    assertThat(lines().get(1)).contains("IllegalStateException: boom");
    assertThat(lines().get(2)).contains("at io.github.phasebridge.log.LogSetupTest");
  }

  private void start(LogConfig.Level level, LogConfig.Format format) {
    setup.configure(new LogConfig(level, format, false));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
