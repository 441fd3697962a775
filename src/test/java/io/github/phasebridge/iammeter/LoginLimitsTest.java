package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a login is made, above all when it fails. */
@Timeout(60)
class LoginLimitsTest {

  private static final String GOOD = CloudHarness.fixture("meterdata2-1-phase");
  private static final String LOGIN = CloudHarness.fixture("login");
  private static final String REFUSED =
      "{\"data\":null,\"successful\":false,\"message\":\"bad password pass word&1\"}";

  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
    cloud.token = "";
    cloud.userName = "test";
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource({"401, ''", "403, ''", "200, refused"})
  void aRefusedLoginIsNotRepeatedButRemembered(int status, String body) {
    cloud.answer(status, body.isEmpty() ? "" : REFUSED);

    IammeterFailure first = failure();
    IammeterFailure second = failure();

    assertThat(first.kind()).isEqualTo(Kind.LOGIN_REFUSED);
    assertThat(first)
        .hasMessageContaining("iammeter.user-name")
        .message()
        .doesNotContain(CloudHarness.PASSWORD);
    assertThat(second.kind()).isEqualTo(Kind.LOGIN_REFUSED);
    assertThat(second).hasMessage(first.getMessage());
    assertThat(second.retryAfter()).contains(Duration.ofMinutes(15));
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theTimeBetweenRefusedLoginsGrowsToSixHours() {
    List<Long> waits = new ArrayList<>();
    for (int attempt = 0; attempt < 7; attempt++) {
      cloud.answer(401, "");
      failure();
      Duration wait = failure().retryAfter().orElseThrow();
      waits.add(wait.toMinutes());
      cloud.time.advance(wait);
    }

    assertThat(waits).containsExactly(15L, 30L, 60L, 120L, 240L, 360L, 360L);
    assertThat(cloud.server.getRequestCount()).isEqualTo(7);
  }

  @Test
  void afterALoginThatWorksTheWaitBeginsAnew() throws Exception {
    cloud.answer(401, "");
    failure();
    cloud.time.advance(Duration.ofMinutes(15));
    cloud.answer(LOGIN);
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.tokenFile.read().orElseThrow().path("loginUnfinished").asBoolean()).isFalse();
  }

  @Test
  void aServerErrorHoldsTheLoginForAMinute() {
    cloud.answer(503, "");

    assertThat(failure().kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(failure().retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anEmptyAnswerToALoginHoldsItForAQuarterOfAnHour() {
    cloud.answer("");

    assertThat(failure().kind()).isEqualTo(Kind.OVER_LIMIT);
    assertThat(failure().retryAfter()).contains(Duration.ofMinutes(15));
  }

  @Test
  void loginsAreChargedToTheVendorsLimitAndToOurOwn() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.reserved.getFirst())
        .hasSize(2)
        .satisfies(
            budgets -> {
              assertThat(budgets.getFirst()).isEqualTo("iammeter/login");
              assertThat(budgets.getLast()).matches("iammeter/login/[0-9A-F]{32}");
            });
  }

  @Test
  void afterAFailedLoginOnlyTheVendorsLimitHoldsTheNextOne() throws Exception {
    cloud.answer(401, "");
    failure();
    cloud.answer(LOGIN);
    cloud.answer(GOOD);

    try (HttpIammeterApi withAnotherPassword = cloud.newApi()) {
      withAnotherPassword.meterData(CloudHarness.SN);
    }

    assertThat(cloud.reserved.get(1)).containsExactly("iammeter/login");
  }

  @Test
  void aLedgerThatCannotBeUsedIsNoHarmlessWaitForALoginEither() {
    cloud.gate =
        budgets -> new Decision.Denied(Duration.ofMinutes(1), "cannot write the ledger", true);

    assertThatThrownBy(() -> cloud.api().siteList())
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot write the ledger");
    assertThat(cloud.server.getRequestCount()).isZero();
  }

  @Test
  void aLoginBeyondTheQuotaIsNotSentAndNotHeld() throws Exception {
    cloud.gate = budgets -> new Decision.Denied(Duration.ofMinutes(42), "1 of 1 logins is used.");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(42));
    assertThat(failure).hasMessageContaining("the next login is possible in 42 min");
    assertThat(cloud.server.getRequestCount()).isZero();
    cloud.gate = budgets -> new Decision.Granted();
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
  }

  @Test
  void aRefusedTokenIsNotSentAgainWhileItIsTooEarlyForALogin() throws Exception {
    logInOnceAnHour();
    cloud.answer(401, "");

    IammeterFailure first = failure();
    IammeterFailure second = failure();

    assertThat(first.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(first.retryAfter()).contains(Duration.ofMinutes(52));
    assertThat(first)
        .hasMessage(
            "The meter cloud refuses the token of the last login; the next login is possible in"
                + " 52 min.");
    assertThat(second).hasMessage(first.getMessage());
    assertThat(cloud.server.getRequestCount()).as("login, two readings").isEqualTo(3);
  }

  @Test
  void aTokenThatIsRefusedForOneMeterStillServesTheOthers() throws Exception {
    logInOnceAnHour();
    cloud.answer(401, "");
    failure();
    cloud.answer(GOOD);

    assertThat(cloud.api().meterData("5DB50BF4").rows()).hasSize(1);
    assertThat(failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(cloud.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void aRefusedTokenIsReplacedAsSoonAsALoginIsPossible() throws Exception {
    logInOnceAnHour();
    cloud.answer(401, "");
    failure();
    cloud.gate = budgets -> new Decision.Granted();
    cloud.answer("{\"data\":{\"token\":\"second\"},\"successful\":true}");
    cloud.answer(GOOD);

    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
  }

  /** Logs in, reads the meter, and lets the ledger deny any other login. */
  private void logInOnceAnHour() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.api().meterData(CloudHarness.SN);
    cloud.gate =
        budgets ->
            budgets.getFirst().name().equals("iammeter/login")
                ? new Decision.Denied(Duration.ofMinutes(52), "iammeter/login/0F is used up.")
                : new Decision.Granted();
  }

  @Test
  void severalThreadsMakeOneLogin() throws Exception {
    cloud.answer(LOGIN);
    for (int i = 0; i < 4; i++) {
      cloud.answer(GOOD);
    }
    HttpIammeterApi api = cloud.api();
    Callable<MeterData> call = () -> api.meterData(CloudHarness.SN);

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<MeterData> result : threads.invokeAll(List.of(call, call, call, call))) {
        assertThat(result.get(10, TimeUnit.SECONDS).rows()).hasSize(1);
      }
    }

    assertThat(cloud.calls.byEndpoint()).containsEntry("user/login", 1);
  }

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
