package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which token is used, and what a login brings. */
@Timeout(60)
class CloudLoginTest {

  private static final String GOOD = CloudHarness.fixture("meterdata2-1-phase");
  private static final String LOGIN = CloudHarness.fixture("login");
  private static final String TOKEN_OF_LOGIN = "349dfxxxxxxac5169";

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

    assertThat(failure())
        .hasMessageContaining("iammeter.user-name")
        .message()
        .doesNotContain("iammeter.token");
    assertThat(cloud.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void status403LeadsToNoLogin() throws Exception {
    logInBefore();
    cloud.answer(403, "");

    assertThat(failure().kind()).isEqualTo(Kind.FORBIDDEN);
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

  @Test
  void anAnswerToALoginWithoutTokenIsUnreadable() {
    cloud.answer("{\"data\":{\"id\":1},\"successful\":true}");

    assertThat(failure().kind()).isEqualTo(Kind.UNREADABLE);
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
