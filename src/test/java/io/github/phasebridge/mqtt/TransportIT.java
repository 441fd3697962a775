package io.github.phasebridge.mqtt;

import static io.github.phasebridge.mqtt.LinkTester.await;
import static io.github.phasebridge.mqtt.LinkTester.awaitConnected;
import static io.github.phasebridge.mqtt.LinkTester.config;
import static io.github.phasebridge.mqtt.LinkTester.withTls;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestBroker.Feature;
import io.github.phasebridge.testing.TestCertificates;
import io.github.phasebridge.testing.TestCertificates.Identity;
import io.github.phasebridge.testing.TestClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and WebSockets against a real broker. */
@SuppressWarnings("NullAway.Init")
class TransportIT {

  private static final String HERE = "dns:localhost,ip:127.0.0.1";

  @TempDir private static Path directory;

  private static TestCertificates certificates;
  private static Identity authority;
  private static Identity server;

  private final TestBroker broker = new TestBroker();
  private final LinkTester tester = new LinkTester();

  @BeforeAll
  static void makeCertificates() {
    certificates = new TestCertificates(directory);
    authority = certificates.authority("ca");
    server = certificates.server("server", "ca", HERE);
  }

  @AfterEach
  void close() {
    tester.close();
    broker.close();
    assertThat(tester.log().haveStackTraces()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void tlsWithItsOwnAuthority(Protocol protocol) {
    broker.tls(server).start();

    itWorks(withTls(config(broker.url("mqtts"), protocol), authority.certificate(), null, null));
  }

  @Test
  void tlsByAddressInsteadOfName() {
    broker.tls(server).start();
    URI url = URI.create("mqtts://127.0.0.1:" + broker.url("mqtts").getPort());

    itWorks(withTls(config(url, Protocol.V5), authority.certificate(), null, null));
  }

  @ParameterizedTest
  @EnumSource
  void webSocket(Protocol protocol) {
    broker.webSockets().start();

    itWorks(config(broker.url("ws"), protocol));
  }

  @Test
  void webSocketOverTls() {
    broker.webSockets(server).start();

    itWorks(withTls(config(broker.url("wss"), Protocol.V5), authority.certificate(), null, null));
  }

  @Test
  void anUnknownAuthorityIsRefusedUntilItIsKnown() {
    broker.tls(server).start();

    failsSaying(
        config(broker.url("mqtts"), Protocol.V5),
        "its certificate is not trusted: no known authority signed it; set mqtt.tls.ca-file");
  }

  @Test
  void anotherAuthorityIsRefused() {
    Identity other = certificates.authority("other-ca");
    broker.tls(server).start();

    failsSaying(
        withTls(config(broker.url("mqtts"), Protocol.V5), other.certificate(), null, null),
        "its certificate is not trusted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dns:broker.example", "ip:192.0.2.1"})
  void aCertificateForAnotherHostIsRefused(String names) {
    Identity elsewhere = certificates.server("for-" + names.replace(':', '-'), "ca", names);
    broker.tls(elsewhere).start();

    failsSaying(
        withTls(config(broker.url("mqtts"), Protocol.V5), authority.certificate(), null, null),
        "its certificate is not for \"localhost\"");
  }

  @Test
  void anExpiredCertificateIsRefused() {
    Identity expired = certificates.expiredServer("expired", "ca", HERE);
    broker.tls(expired).start();

    failsSaying(
        withTls(config(broker.url("mqtts"), Protocol.V5), authority.certificate(), null, null),
        "its certificate has expired");
  }

  @Test
  void aClientCertificateLetsUsInAndItsAbsenceIsNamed() {
    Identity client = certificates.client("client", "ca");
    broker.tlsWithClientCertificates(server, authority.certificate()).start();
    MqttConfig config = config(broker.url("mqtts"), Protocol.V5);

    itWorks(withTls(config, authority.certificate(), client.certificate(), client.key()));
    failsSaying(
        withTls(config, authority.certificate(), null, null).withClientId("without"),
        "wants a client certificate");
  }

  @Test
  void aMissingFileIsNamedAndTheLinkRecoversWhenItIsThere() throws Exception {
    broker.tls(server).start();
    Path late = directory.resolve("late.pem");
    BrokerLink link =
        tester.start(withTls(config(broker.url("mqtts"), Protocol.V5), late, null, null));
    await().until(() -> link.state().detail().equals("mqtt.tls.ca-file: there is no file " + late));

    Files.copy(authority.certificate(), late);

    awaitConnected(link);
  }

  @Test
  void tlsToAPlainPortIsNamed() {
    broker.require(Feature.TLS);
    broker.start();

    failsSaying(
        config(URI.create("mqtts://localhost:" + broker.url().getPort()), Protocol.V5),
        "there is probably no TLS at this port");
  }

  @Test
  void plainToATlsPortIsNamed() {
    broker.tls(server).start();

    failsSaying(
        config(URI.create("mqtt://localhost:" + broker.url("mqtts").getPort()), Protocol.V5),
        "it may want TLS");
  }

  @Test
  void anUnknownHostIsNamed() {
    failsSaying(
        config(URI.create("mqtt://phasebridge-no-such-host.invalid"), Protocol.V5),
        "its host name cannot be resolved");
  }

  private void itWorks(MqttConfig config) {
    BrokerLink link = tester.create(config);
    link.publishRetained("base/m/state", "1");
    link.start();
    awaitConnected(link);
    try (TestClient client = TestClient.connect(broker.url()).subscribe("base/#")) {
      await().until(() -> client.payloads("base/m/state").contains("1"));
    }
  }

  private void failsSaying(MqttConfig config, String words) {
    BrokerLink link = tester.start(config);
    await().until(() -> link.state().detail().contains(words) || link.connected());
    assertThat(link.state().detail()).contains(words);
    assertThat(tester.log().warnings()).filteredOn(line -> line.contains(words)).hasSize(1);
  }
}
