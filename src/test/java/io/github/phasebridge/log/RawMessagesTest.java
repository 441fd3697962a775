package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import io.github.phasebridge.testing.LogLines;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RawMessagesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T16:00:00Z");
  private static final Logger LOG = LoggerFactory.getLogger(RawMessagesTest.class);

  private final Redactor redactor = new Redactor();
  private final RawMessages messages = new RawMessages(redactor, InstantSource.fixed(NOW), false);

  @Test
  void keepsWhatCameWithItsTimeAndSource() {
    messages.add(LOG, "iammeter", "site/meterdata2/DA2BED94 200", "{\"data\":1}");

    assertThat(messages.entries())
        .containsExactly(
            new RawMessages.Entry(NOW, "iammeter", "site/meterdata2/DA2BED94 200", "{\"data\":1}"));
  }

  @Test
  void hidesSecretsAlsoWhereTheTextIsCut() {
    redactor.register(new Secret("geheimnis"));
    String upToTheCut = "x".repeat(RawMessages.LONGEST - 4);

    messages.add(LOG, "thingboot", "message for geheimnis", upToTheCut + "geheimnis and more");

    RawMessages.Entry entry = messages.entries().getFirst();
    assertThat(entry.what()).isEqualTo("message for ***");
    assertThat(entry.text()).hasSize(RawMessages.LONGEST + 1).doesNotContain("gehe");
  }

  @Test
  void keepsTheLastOnesOnly() {
    for (int i = 1; i <= RawMessages.MOST + 5; i++) {
      messages.add(LOG, "thingboot", "message " + i, "{}");
    }

    assertThat(messages.entries()).hasSize(RawMessages.MOST);
    assertThat(messages.entries().getFirst().what()).isEqualTo("message 6");
    assertThat(messages.entries().getLast().what()).isEqualTo("message 65");
  }

  @Test
  void keepsFewerOfLongMessages() {
    for (int i = 1; i <= RawMessages.MOST; i++) {
      messages.add(LOG, "thingboot", "message", "y".repeat(100_000));
    }

    int kept = messages.entries().stream().mapToInt(entry -> entry.text().length()).sum();
    assertThat(kept).isBetween(80_000, 100_000);
  }

  @Test
  void logsThemOnlyIfTheUserWantsThat() {
    RawMessages logged = new RawMessages(redactor, InstantSource.fixed(NOW), true);
    try (LogLines log = new LogLines(RawMessagesTest.class)) {
      messages.add(LOG, "thingboot", "message of the cloud", "{\"a\":1}");
      logged.add(LOG, "thingboot", "message of the cloud", "{\"a\":2}");

      assertThat(log.all()).containsExactly("INFO raw message of the cloud: {\"a\":2}");
    }
  }
}
