package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.thingboot.PushSieve.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated, late or too old, with right and with wrong clocks. */
class PushSieveTest {

  private static final Instant START = Instant.parse("2025-03-07T03:00:00Z");
  private static final Duration CHINA = Duration.ofHours(8);

  private final PushSieve sieve = new PushSieve();
  private Instant now = START;

  /** How far the sender's clock is ahead of ours. */
  private Duration ahead = Duration.ZERO;

  private int states;

  @Nested
  class Repetition {

    @Test
    void theSameIdIsTheSameMessage() {
      String body = "{'mid':'a1','device':1,'name':'btn1'}";

      assertThat(judge(body).repeated()).isFalse();
      pass(Duration.ofMinutes(9));
      assertThat(judge(body).repeated()).isTrue();
      assertThat(judge(body).repeated()).isTrue();
    }

    @Test
    void anotherDevicesIdIsAnotherMessage() {
      judge("{'mid':'a1','device':1,'name':'btn1'}");

      assertThat(judge("{'mid':'a1','device':2,'name':'btn1'}").repeated()).isFalse();
    }

    @Test
    void whatFollowsFromAnOrderMayCarryItsId() {
      judge("{'mid':'a1','device':1,'type':'order','data':{'power':1}}");

      assertThat(judge("{'mid':'a1','device':1,'type':'order','data':{'power':0}}").repeated())
          .isFalse();
      assertThat(judge("{'mid':'a1','device':1,'type':'state','data':{'power':0}}").repeated())
          .isFalse();
      assertThat(judge("{'mid':'a1','device':1,'type':'order','data':{'power':0}}").repeated())
          .isTrue();
    }

    @Test
    void withoutIdTheTimeAndTheContentTell() {
      String body = "{'device':1,'name':'btn1','state':{'power':1},'ts':1741316400000}";

      assertThat(judge(body).repeated()).isFalse();
      assertThat(judge(body).repeated()).isTrue();
      assertThat(judge(body.replace("btn1", "btn2")).repeated()).isFalse();
      assertThat(judge(body.replace("'power':1", "'power':0")).repeated()).isFalse();
      assertThat(judge(body.replace("400000", "400001")).repeated()).isFalse();
    }

    @Test
    void withoutIdAndTimeNothingIsARepetition() {
      String body = "{'device':1,'name':'btn1','state':{'power':1}}";

      judge(body);

      assertThat(judge(body)).isEqualTo(new Verdict(false, false, false, now));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 1500})
    void manyMessagesWithinMinutesAreRemembered(int others) {
      String body = "{'mid':'a1','device':1,'name':'btn1'}";
      judge(body);
      for (int i = 0; i < others; i++) {
        judge("{'mid':'b" + i + "','device':1,'name':'btn1'}");
      }
      pass(Duration.ofMinutes(10));

      assertThat(judge(body).repeated()).isTrue();
    }

    @Test
    void aFloodOfInventedDevicesDoesNotMakeAnyBodyForgetARealOne() {
      String body = "{'mid':'a1','device':'real','name':'btn1'}";
      judge(body);
      for (int i = 0; i < 5000; i++) {
        judge("{'mid':'a1','device':'invented" + i + "','name':'btn1'}");
        if (i % 500 == 0) {
          assertThat(judge(body).repeated()).isTrue();
        }
      }
    }
  }

  @Nested
  class Lateness {

    @Test
    void aStateBeforeTheKnownOneIsLate() {
      Instant first = START.plusMillis(1);
      judge(state(1, first.plusMillis(500)));

      assertThat(judge(state(0, first)).late()).isTrue();
      assertThat(judge(state(0, first.plusMillis(501))).late()).isFalse();
    }

    @Test
    void aStateOfTheSameTimeIsNotLate() {
      judge(state(1, START.plusMillis(500)));

      assertThat(judge(state(0, START.plusMillis(500))).late()).isFalse();
    }

    @Test
    void aTimeInWholeSecondsIsNotLateWithinItsSecond() {
      judge(state(1, START.plusMillis(500)));

      assertThat(judge("{'device':1,'state':{'power':0},'ts':" + START.getEpochSecond() + "}"))
          .extracting(Verdict::late)
          .isEqualTo(false);
    }

    @Test
    void eachDeviceHasItsOwnOrder() {
      judge(state(1, START.plusSeconds(5)));

      assertThat(judge(state(1, START).replace("'device':1", "'device':2")).late()).isFalse();
    }

    @Test
    void anEventWithoutStateMakesNoStateLate() {
      judge(press(START.plusSeconds(5)));

      assertThat(judge(state(1, START)).late()).isFalse();
    }

    @Test
    void aDeviceThatCameBackIsNotTakenOfflineByAnOlderMessage() {
      judge("{'device':1,'name':'online','ts':" + START.plusSeconds(5).toEpochMilli() + "}");

      assertThat(judge("{'device':1,'name':'offline','ts':" + START.toEpochMilli() + "}").late())
          .isTrue();
    }

    @Test
    void aStateWithoutTimeIsNeverLate() {
      judge(state(1, START.plusSeconds(5)));

      assertThat(judge("{'device':1,'state':{'power':0}}").late()).isFalse();
    }

    @Test
    void aDeviceThatLostItsTimeIsBelieved() {
      judge(state(1, START));

      assertThat(judge("{'device':1,'name':'boot','state':{'power':0},'ts':7000}"))
          .isEqualTo(new Verdict(false, false, false, now));
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeStatesLateForEver() {
      keepTalking(Duration.ofMinutes(10));
      ahead = Duration.ofMinutes(-20);
      keepTalking(Duration.ofMinutes(6));

      assertThat(judge(state(1, now.plus(ahead))).late()).isFalse();
    }
  }

  @Nested
  class Age {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29, 30})
    void anEventOfAtMostHalfAMinuteFires(int seconds) {
      keepTalking(Duration.ofMinutes(1));
      Instant pressed = now.minusSeconds(seconds);

      Verdict verdict = judge(press(pressed));

      assertThat(verdict.tooOld()).isFalse();
      assertThat(verdict.at()).isEqualTo(pressed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"btn1", "boot", "online", "offline"})
    void anOlderOneDoesNot(String name) {
      keepTalking(Duration.ofMinutes(1));

      assertThat(judge(press(now.minusMillis(30_001)).replace("btn1", name)).tooOld()).isTrue();
    }

    @Test
    void aStateIsNeverTooOldToBeUsed() {
      assertThat(judge(state(1, now.minusSeconds(300))).tooOld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 600, 7200, 20_000})
    void theFirstMessageOfAllIsOldIfItIsByOurClock(int seconds) {
      assertThat(judge(press(now.minusSeconds(seconds))).tooOld()).isTrue();
    }

    @Test
    void chinaTimeIsUnderstoodFromTheFirstMessageOn() {
      ahead = CHINA;

      assertThat(judge(press(now.plus(CHINA)))).isEqualTo(new Verdict(false, false, false, now));
      assertThat(judge(press(now.plus(CHINA).minusSeconds(31))).tooOld()).isTrue();
    }

    @Test
    void anOldFirstMessageInChinaTimeIsOld() {
      assertThat(judge(press(now.plus(CHINA).minusSeconds(600))))
          .isEqualTo(new Verdict(false, false, true, now.minusSeconds(600)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1970-01-01T00:00:07Z",
          "2019-12-31T23:59:59Z",
          "2024-01-01T00:00:00Z",
          "2025-03-06T20:00:00Z",
          "2025-03-07T04:00:00Z",
          "2025-03-07T23:00:00Z",
          "2036-01-01T00:00:00Z"
        })
    void anImplausibleTimeIsIgnoredAndTheEventFires(Instant at) {
      assertThat(judge(press(at))).isEqualTo(new Verdict(false, false, false, now));
      keepTalking(Duration.ofMinutes(10));
      assertThat(judge(press(at.plusSeconds(1)))).isEqualTo(new Verdict(false, false, false, now));
    }

    @Test
    void oneImplausibleTimeTeachesNothing() {
      keepTalking(Duration.ofMinutes(1));
      judge(state(1, now.plus(Duration.ofHours(1))));

      assertThat(judge(press(now))).isEqualTo(new Verdict(false, false, false, now));
      assertThat(judge(press(now.minusSeconds(31))).tooOld()).isTrue();
    }

    @Test
    void aClockThatIsALittleAheadIsUnderstoodAtOnce() {
      ahead = Duration.ofSeconds(90);
      judge(state(1, now.plus(ahead)));

      assertThat(judge(press(now.plus(ahead)))).isEqualTo(new Verdict(false, false, false, now));
      assertThat(judge(press(now.plus(ahead).minusSeconds(31))).tooOld()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT-10M", "PT3H", "PT-9H", "PT8H20M"})
    void aWrongClockIsUnderstoodOnceItKeptPace(Duration wrong) {
      ahead = wrong;
      keepTalking(Duration.ofMinutes(6));

      assertThat(judge(press(now.plus(ahead)))).isEqualTo(new Verdict(false, false, false, now));
      assertThat(judge(press(now.plus(ahead).minusSeconds(31))).tooOld()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2M", "PT-2M", "PT3H", "PT-3H", "PT8H", "PT-8H", "PT-48H"})
    void aClockThatIsSetHoldsEventsBackForMinutesAtMost(Duration jump) {
      keepTalking(Duration.ofMinutes(10));
      ahead = jump;
      keepTalking(Duration.ofMinutes(6));

      assertThat(judge(press(now.plus(ahead))).tooOld()).isFalse();

      ahead = Duration.ZERO;
      keepTalking(Duration.ofMinutes(6));

      assertThat(judge(press(now))).isEqualTo(new Verdict(false, false, false, now));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2M1S", "PT3H", "PT8H", "PT-7H", "PT-48H"})
    void aClockThatJumpsAheadOrFarBackHoldsNothingBack(Duration jump) {
      keepTalking(Duration.ofMinutes(10));
      ahead = jump;

      assertThat(judge(press(now.plus(ahead)))).isEqualTo(new Verdict(false, false, false, now));
    }

    @Test
    void whenOurOwnClockIsSetRightNothingIsHeldBack() {
      ahead = Duration.ofMinutes(45);
      keepTalking(Duration.ofMinutes(20));
      pass(Duration.ofMinutes(45));
      ahead = Duration.ZERO;

      assertThat(judge(press(now))).isEqualTo(new Verdict(false, false, false, now));
    }

    @Test
    void aQueueThatIsEmptiedDoesNotTeachThatItsMessagesAreNew() {
      keepTalking(Duration.ofMinutes(1));
      Instant outage = now;
      pass(Duration.ofHours(1));
      for (int i = 1; i <= 600; i++) {
        pass(Duration.ofMillis(700));
        Instant at = outage.plusSeconds(5L * i);
        assertThat(judge(i % 3 == 0 ? state(i, at) : press(at)).tooOld())
            .as("message %s", i)
            .isEqualTo(i % 3 != 0);
      }
    }

    @Test
    void whatOneDeviceShowsOfTheSendersClockHoldsForTheOthers() {
      ahead = Duration.ofMinutes(-10);
      keepTalking(Duration.ofMinutes(6));

      String other = press(now.plus(ahead)).replace("'device':1", "'device':2");

      assertThat(judge(other)).isEqualTo(new Verdict(false, false, false, now));
    }

    @Test
    void oneDevicesWrongClockIsNoOthers() {
      ahead = Duration.ofMinutes(10);
      keepTalking(Duration.ofMinutes(6));

      String other = press(now).replace("'device':1", "'device':2");
      String old = press(now.minusSeconds(31)).replace("'device':1", "'device':3");

      assertThat(judge(other)).isEqualTo(new Verdict(false, false, false, now));
      assertThat(judge(old).tooOld()).isTrue();
    }
  }

  /** Lets the device report its state every 20 s, as metering relays do. */
  private void keepTalking(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      judge(state(states++ % 2, now.plus(ahead)));
      pass(Duration.ofSeconds(20));
    }
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Verdict judge(String body) {
    PushMessage message = PushParser.parse(body.replace('\'', '"'), null).messages().getFirst();
    return sieve.judge(message, now);
  }

  private String state(int power, Instant at) {
    return "{'device':1,'type':'state','state':{'power':%s,'energy':%s},'ts':%s}"
        .formatted(power, states, at.toEpochMilli());
  }

  private static String press(Instant at) {
    return "{'device':1,'name':'btn1','ts':%s}".formatted(at.toEpochMilli());
  }
}
