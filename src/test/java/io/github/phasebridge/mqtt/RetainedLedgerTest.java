package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.mqtt.RetainedLedger.Due;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetainedLedgerTest {

  private final RetainedLedger ledger = new RetainedLedger(3);

  @Test
  void valuesAreDueInTheOrderOfTheirFirstPublication() {
    ledger.put("a", "1");
    ledger.put("b", "1");
    ledger.put("a", "2");

    assertThat(drain()).containsExactly("a=2", "b=1");
  }

  @Test
  void aReplayKeepsTheOrderOfTheFirstPublication() {
    ledger.put("a", "1");
    ledger.put("b", "1");
    acknowledgeAll();
    ledger.put("a", "2");
    acknowledgeAll();

    ledger.replay(null);

    assertThat(drain()).containsExactly("a=2", "b=1");
  }

  @Test
  void oneTopicCanEndTheReplay() {
    ledger.put("status", "online");
    ledger.put("a", "1");
    acknowledgeAll();
    ledger.put("b", "1");

    ledger.replay("status");

    assertThat(drain()).containsExactly("a=1", "b=1", "status=online");
  }

  @Test
  void whatWasNeverPublishedEndsNoReplay() {
    ledger.put("a", "1");

    ledger.replay("status");

    assertThat(drain()).containsExactly("a=1");
  }

  @Test
  void anEqualValueIsNotSentAgain() {
    ledger.put("a", "1");
    acknowledgeAll();
    ledger.put("a", "1");

    assertThat(drain()).isEmpty();
  }

  @Test
  void anEqualValueIsSentAgainWhenAskedFor() {
    ledger.put("a", "1");
    acknowledgeAll();
    ledger.touch("a");

    assertThat(drain()).containsExactly("a=1");
  }

  @Test
  void anUnacknowledgedValueIsReplayed() {
    ledger.put("a", "1");
    var _ = drain();

    ledger.replay(null);

    assertThat(drain()).containsExactly("a=1");
  }

  @Test
  void aRemovalIsRepeatedUntilItIsAcknowledged() {
    ledger.put("a", "1");
    acknowledgeAll();
    ledger.put("a", "");
    assertThat(drain()).containsExactly("a=");

    ledger.replay(null);
    assertThat(drain()).containsExactly("a=");

    ledger.replay(null);
    acknowledgeAll();
    ledger.replay(null);
    assertThat(drain()).isEmpty();
  }

  @Test
  void aTopicThatWasNeverPublishedCanBeRemoved() {
    ledger.put("left/over", "");

    assertThat(drain()).containsExactly("left/over=");
  }

  @Test
  void anAcknowledgedRemovalIsNotSentTwiceInOneConnection() {
    ledger.put("a", "");
    acknowledgeAll();
    ledger.put("a", "");
    ledger.touch("a");

    assertThat(drain()).isEmpty();
  }

  @Test
  void aRemovedTopicCanComeBack() {
    ledger.put("a", "");
    acknowledgeAll();
    ledger.put("a", "1");

    assertThat(drain()).containsExactly("a=1");
  }

  @Test
  void theAcknowledgementOfAnOldRemovalDoesNotRemoveANewValue() {
    ledger.put("a", "");
    Due removal = next();
    ledger.put("a", "1");
    ledger.acknowledged(removal);
    ledger.replay(null);

    assertThat(drain()).containsExactly("a=1");
  }

  @Test
  void aFullLedgerRefusesNewTopicsButNotNewValues() {
    ledger.put("a", "1");
    ledger.put("b", "1");
    ledger.put("c", "1");

    assertThat(ledger.put("d", "1")).isFalse();
    assertThat(ledger.put("a", "2")).isTrue();
    assertThat(drain()).containsExactly("a=2", "b=1", "c=1");
  }

  @Test
  void aRemovedTopicMakesRoom() {
    ledger.put("a", "");
    ledger.put("b", "1");
    ledger.put("c", "1");
    acknowledgeAll();

    assertThat(ledger.put("d", "1")).isTrue();
  }

  private Due next() {
    Due due = ledger.next();
    assertThat(due).isNotNull();
    return due;
  }

  private List<String> drain() {
    List<String> values = new ArrayList<>();
    for (Due due = ledger.next(); due != null; due = ledger.next()) {
      values.add(due.topic() + "=" + due.payload());
    }
    assertThat(ledger.settled()).isTrue();
    return values;
  }

  private void acknowledgeAll() {
    for (Due due = ledger.next(); due != null; due = ledger.next()) {
      ledger.acknowledged(due);
    }
  }
}
