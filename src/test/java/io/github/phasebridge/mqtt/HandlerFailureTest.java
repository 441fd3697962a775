package io.github.phasebridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerFailureTest {

  @Test
  void aHandlerThatFailsIsLoggedAndTheNextMessageStillComes() {
    FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
    InboundGate gate = new InboundGate(new LinkThread(time), time);
    List<String> handled = new ArrayList<>();
    Connection.Intake intake =
        gate.to(
            message -> {
              handled.add(message.payload());
              throw new IllegalStateException("a bug");
            });

    try (LogLines log = new LogLines(BrokerLink.class)) {
      intake.take("t", "1".getBytes(UTF_8), false, null);
      intake.take("t", "2".getBytes(UTF_8), false, null);
      time.runDue();

      assertThat(handled).containsExactly("1", "2");
      assertThat(log.warnings()).hasSize(2).allMatch(line -> line.contains("message on t failed"));
    }
  }
}
