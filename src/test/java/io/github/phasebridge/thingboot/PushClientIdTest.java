package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.MemoryJsonFile;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushClientIdTest {

  private final MemoryJsonFile file = new MemoryJsonFile();

  @Test
  void itIsMadeOnceAndKept() {
    String first = PushClientId.of(file, new Random(1));

    assertThat(PushClientId.of(file, new Random(2))).isEqualTo(first);
    assertThat(file.writes()).isEqualTo(1);
  }

  @Test
  void everyDataDirHasItsOwn() {
    assertThat(PushClientId.of(new MemoryJsonFile(), new Random(1)))
        .isNotEqualTo(PushClientId.of(new MemoryJsonFile(), new Random(2)));
  }

  @Test
  void everyBrokerMustAcceptItAndItIsNoTestAccount() {
    for (int seed = 0; seed < 1000; seed++) {
      assertThat(PushClientId.of(new MemoryJsonFile(), new Random(seed)))
          .matches("[a-zA-Z0-9]{1,23}")
          .doesNotEndWithIgnoringCase("test");
    }
  }

  @Test
  void aDiskThatIsFullCostsOnlyTheNextStart() {
    file.full(true);

    assertThat(PushClientId.of(file, new Random(1))).startsWith("phasebridge");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"clientId\":5}",
        "{\"clientId\":\"\"}",
        "{\"clientId\":\"a test\"}"
      })
  void aFileThatHoldsNoneIsWrittenAnew(String text) {
    file.text(text);

    String id = PushClientId.of(file, new Random(1));

    assertThat(id).startsWith("phasebridge");
    assertThat(file.text()).contains(id);
  }
}
