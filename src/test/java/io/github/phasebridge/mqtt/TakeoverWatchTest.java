package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.mqtt.ConnectFailure.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverWatchTest {

  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration LONG = Duration.ofSeconds(11);

  private final TakeoverWatch watch = new TakeoverWatch();

  @Test
  void aBrokerThatSaysSoIsBelievedAtOnce() {
    assertThat(watch.ended(Kind.TAKEN_OVER, LONG)).isTrue();
  }

  @Test
  void threeShortConnectionsInARowAreSuspicious() {
    assertThat(watch.ended(Kind.CLOSED, SHORT)).isFalse();
    assertThat(watch.ended(Kind.CLOSED, SHORT)).isFalse();
    assertThat(watch.ended(Kind.CLOSED, SHORT)).isTrue();
    assertThat(watch.ended(Kind.CLOSED, SHORT)).isTrue();
  }

  @Test
  void aLongConnectionClearsTheSuspicion() {
    watch.ended(Kind.CLOSED, SHORT);
    watch.ended(Kind.CLOSED, SHORT);
    watch.ended(Kind.CLOSED, LONG);

    assertThat(watch.ended(Kind.CLOSED, SHORT)).isFalse();
  }

  @Test
  void aBrokerThatRestartsAgainAndAgainIsNoTakeover() {
    for (int i = 0; i < 5; i++) {
      assertThat(watch.ended(Kind.CLOSED, SHORT)).isFalse();
      watch.couldNotConnect();
    }
  }

  @Test
  void aBrokerThatTellsAnotherReasonIsBelieved() {
    for (int i = 0; i < 5; i++) {
      assertThat(watch.ended(Kind.UNAVAILABLE, SHORT)).isFalse();
    }
  }
}
