package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.Decision;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what it is charged to, and what is not sent at all. */
@Timeout(60)
class CloudRequestsTest {

  private static final String GOOD = CloudHarness.fixture("meterdata2-1-phase");

  private CloudHarness cloud;

  @BeforeEach
  void open() throws Exception {
    cloud = new CloudHarness();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void aDeniedReservationSendsNothing() {
    cloud.gate = budgets -> new Decision.Denied(Duration.ofMinutes(7), "12 of 12 calls are used.");

    IammeterFailure failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure).hasMessage("12 of 12 calls are used.");
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(7));
    assertThat(cloud.server.getRequestCount()).isZero();
    assertThat(cloud.calls.total()).isZero();
  }

  @Test
  void aLedgerThatCannotBeUsedIsNoHarmlessWait() {
    cloud.gate =
        budgets -> new Decision.Denied(Duration.ofMinutes(1), "cannot write the ledger", true);

    assertThatThrownBy(() -> cloud.api().siteList())
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot write the ledger");
    assertThat(cloud.server.getRequestCount()).isZero();
  }

  @Test
  void failedCallsAreChargedAndCounted() {
    cloud.answer(500, "");
    cloud.answer(500, "");

    assertThat(failure().kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(failure().kind()).isEqualTo(Kind.SERVER_ERROR);

    assertThat(cloud.reserved)
        .containsExactly(
            List.of("iammeter/meterdata/DA2BED94"), List.of("iammeter/meterdata/DA2BED94"));
    assertThat(cloud.calls.byEndpoint()).containsEntry("site/meterdata2", 2).hasSize(1);
  }

  @Test
  void metersdataIsChargedToItselfAndToEveryMeter() throws Exception {
    cloud.answer("{\"data\":[]}");

    assertThat(cloud.api().metersData(List.of("A1", "b2", "A1"))).isEmpty();

    assertThat(cloud.reserved)
        .containsExactly(
            List.of("iammeter/metersdata", "iammeter/meterdata/A1", "iammeter/meterdata/B2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "a/b", "a b", "ä", "---"})
  void whatIsNoSerialNumberIsNotAskedFor(String sn) {
    assertThatThrownBy(() -> cloud.api().meterData(sn)).isInstanceOf(IammeterFailure.class);
    assertThat(cloud.server.getRequestCount()).isZero();
    assertThat(cloud.reserved).isEmpty();
  }

  @Test
  void aSerialNumberIsEncodedInThePath() throws Exception {
    cloud.answer(GOOD);

    cloud.api().meterData("A?b#c");

    assertThat(cloud.request().getTarget()).isEqualTo("/api/v1/site/meterdata2/A%3Fb%23c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prefix", "/prefix/"})
  void theAddressMayHaveAPrefix(String prefix) throws Exception {
    cloud.path = prefix;
    cloud.answer(GOOD);

    cloud.api().meterData(CloudHarness.SN);

    assertThat(cloud.request().getTarget()).isEqualTo("/prefix/api/v1/site/meterdata2/DA2BED94");
  }

  @ParameterizedTest
  @CsvSource({
    "powerAnalysis, /api/v1/site/powerAnalysis, /api/v1/site/offlineAnalysis",
    "powerAnalytics, /api/v1/site/powerAnalytics, /api/v1/site/offlineAnalytics",
    "PowerAnalytic, /api/v1/site/PowerAnalytic, /api/v1/site/OfflineAnalytic",
    "other, /api/v1/site/other, /api/v1/site/offlineAnalysis",
  })
  void theAnalysesPathIsConfigurable(String path, String power, String offline) throws Exception {
    cloud.analysisPath = path;
    cloud.answer(404, "");
    cloud.answer(CloudHarness.fixture("offline-analysis"));

    IammeterFailure failure =
        catchThrowableOfType(
            IammeterFailure.class, () -> cloud.api().powerAnalysis(CloudHarness.SN, null, null));
    cloud.api().offlineAnalysis(CloudHarness.SN, null, null, Duration.ofMinutes(5));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure).hasMessageContaining("iammeter.analysis-path");
    assertThat(cloud.request().getUrl().encodedPath()).isEqualTo(power);
    assertThat(cloud.request().getUrl().encodedPath()).isEqualTo(offline);
  }

  private IammeterFailure failure() {
    IammeterFailure failure =
        catchThrowableOfType(IammeterFailure.class, () -> cloud.api().meterData(CloudHarness.SN));
    assertThat(failure).as("the failure of the call").isNotNull();
    return failure;
  }
}
