package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which token is used, when a login is made, and when it is not. */
@Timeout(60)
class CloudLoginTest {

  private static final String GOOD = CloudHarness.fixture("meterdata2-1-phase");
  private static final String LOGIN = CloudHarness.fixture("login");
  private static final String TOKEN_OF_LOGIN = "349dfxxxxxxac5169";
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

  @Test
  void withoutATokenALoginBringsIt() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    RecordedRequest login = cloud.request();
    assertThat(login.getRequestLine()).isEqualTo("POST /api/v1/user/login HTTP/1.1");
    assertThat(login.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(login.getHeaders().get("token")).isNull();
    assertThat(JsonMapper.shared().readTree(Objects.requireNonNull(login.getBody()).utf8()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"userName\":\"test\",\"password\":\"" + CloudHarness.PASSWORD + "\"}"));
    assertThat(tokenOfNextRequest()).isEqualTo(TOKEN_OF_LOGIN);
    assertThat(cloud.learnedSecrets).contains(TOKEN_OF_LOGIN, CloudHarness.PASSWORD);
    assertThat(cloud.calls.byEndpoint()).containsEntry("user/login", 1);
  }

  @Test
  void theTokenIsKeptForTheNextStart() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.answer(GOOD);
    cloud.api().meterData(CloudHarness.SN);

    try (HttpIammeterApi afterRestart = cloud.newApi()) {
      afterRestart.meterData(CloudHarness.SN);
    }

    assertThat(cloud.calls.byEndpoint()).containsEntry("user/login", 1);
    assertThat(cloud.tokenFile.read())
        .hasValueSatisfying(
            saved ->
                assertThat(saved.toString())
                    .contains(TOKEN_OF_LOGIN)
                    .doesNotContain(CloudHarness.PASSWORD));
  }

  @Test
  void theTokenOfAnotherAccountIsNotUsed() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.api().meterData(CloudHarness.SN);

    cloud.userName = "somebody else";
    try (HttpIammeterApi other = cloud.newApi()) {
      other.meterData(CloudHarness.SN);
    }

    assertThat(cloud.calls.byEndpoint()).containsEntry("user/login", 2);
  }

  @Test
  void aConfiguredTokenIsPreferred() throws Exception {
    cloud.token = CloudHarness.TOKEN;
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(tokenOfNextRequest()).isEqualTo(CloudHarness.TOKEN);
  }

  @Test
  void aRefusedConfiguredTokenIsReplacedByALoginForGood() throws Exception {
    cloud.token = CloudHarness.TOKEN;
    cloud.answer(401, "");
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);
    cloud.api().meterData(CloudHarness.SN);

    assertThat(tokenOfNextRequest()).isEqualTo(CloudHarness.TOKEN);
    assertThat(cloud.request().getTarget()).endsWith("/login");
    assertThat(tokenOfNextRequest()).isEqualTo(TOKEN_OF_LOGIN);
    assertThat(tokenOfNextRequest()).isEqualTo(TOKEN_OF_LOGIN);
  }

  @Test
  void aRefusedConfiguredTokenWithoutUserNameTellsWhereToFindAnother() {
    cloud.token = CloudHarness.TOKEN;
    cloud.userName = "";
    cloud.answer(401, "");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(failure)
        .hasMessageContaining("https://www.iammeter.com/dz/user/setting")
        .hasMessageContaining("iammeter.token");
    assertThat(cloud.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anExpiredTokenIsReplacedOnceAndEveryTryIsCharged() throws Exception {
    logInBefore();
    cloud.answer(401, "");
    cloud.answer("{\"data\":{\"token\":\"second\"},\"successful\":true}");
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.request().getHeaders().get("token")).isEqualTo(TOKEN_OF_LOGIN);
    assertThat(cloud.request().getTarget()).endsWith("/login");
    assertThat(tokenOfNextRequest()).isEqualTo("second");
    assertThat(cloud.reserved.stream().map(List::getFirst))
        .containsExactly(
            "iammeter/meterdata/DA2BED94", "iammeter/login", "iammeter/meterdata/DA2BED94");
  }

  @Test
  void aFreshTokenThatIsRefusedLeadsToNoSecondLogin() {
    cloud.answer(LOGIN);
    cloud.answer(401, "");

    assertThat(failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void status403LeadsToNoLogin() throws Exception {
    logInBefore();
    cloud.answer(403, "");

    assertThat(failure().kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(cloud.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aTokenThatAnotherProcessRenewedIsTakenInsteadOfALogin() throws Exception {
    logInBefore();
    try (HttpIammeterApi other = cloud.newApi()) {
      cloud.answer(401, "");
      cloud.answer("{\"data\":{\"token\":\"second\"},\"successful\":true}");
      cloud.answer(GOOD);
      other.meterData(CloudHarness.SN);
    }
    cloud.answer(401, "");
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.calls.byEndpoint()).containsEntry("user/login", 2);
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
  void anAnswerToALoginWithoutTokenIsUnreadable() {
    cloud.answer("{\"data\":{\"id\":1},\"successful\":true}");

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
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
  void aLoginBeyondTheQuotaIsNotSentAndNotHeld() throws Exception {
    cloud.gate = budgets -> new Decision.Denied(Duration.ofMinutes(42), "1 of 1 logins is used.");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(42));
    assertThat(cloud.server.getRequestCount()).isZero();
    cloud.gate = budgets -> new Decision.Granted();
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    assertThat(cloud.api().meterData(CloudHarness.SN).rows()).hasSize(1);
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

  @Test
  void aDiskThatRefusesCostsNoReading() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    JsonFile broken =
        new JsonFile() {
          @Override
          public Optional<JsonNode> read() {
            throw new StorageException("no disk");
          }

          @Override
          public void write(JsonNode document) {
            throw new StorageException("no disk");
          }

          @Override
          public void delete() {
            throw new StorageException("no disk");
          }
        };

    try (HttpIammeterApi api = cloud.newApi(broken)) {
      assertThat(api.meterData(CloudHarness.SN).rows()).hasSize(1);
    }
  }

  private void logInBefore() throws Exception {
    cloud.answer(LOGIN);
    cloud.answer(GOOD);
    cloud.api().meterData(CloudHarness.SN);
    cloud.request();
    cloud.request();
    cloud.reserved.clear();
  }

  private String tokenOfNextRequest() throws Exception {
    return String.valueOf(cloud.request().getHeaders().get("token"));
  }

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
