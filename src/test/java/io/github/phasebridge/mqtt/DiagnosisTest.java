package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.mqtt.ConnectFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {

  private static final MqttConfig CONFIG =
      LinkTester.withUser(
          LinkTester.config(URI.create("mqtts://broker.example"), Protocol.V5), "me", "s3cret");

  private final Diagnosis diagnosis = new Diagnosis(CONFIG, new OwnBroker());

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("broker.example"), Kind.UNKNOWN_HOST),
        Arguments.of(new ConnectException("Connection refused"), Kind.REFUSED),
        Arguments.of(new ConnectTimeoutException(), Kind.TIMEOUT),
        Arguments.of(new NoRouteToHostException("No route to host"), Kind.UNREACHABLE),
        Arguments.of(new ConnectException("Network is unreachable"), Kind.UNREACHABLE),
        Arguments.of(new SocketException("Connection reset"), Kind.CLOSED),
        Arguments.of(new ConnectionClosedException("closed"), Kind.CLOSED),
        Arguments.of(new ClosedChannelException(), Kind.CLOSED),
        Arguments.of(
            new SSLException("Connection closed while SSL/TLS handshake was in progress"),
            Kind.CLOSED),
        Arguments.of(handshake(new CertPathBuilderException("no path")), Kind.CERTIFICATE),
        Arguments.of(handshake(new CertificateExpiredException("NotAfter")), Kind.CERTIFICATE),
        Arguments.of(handshake(new CertificateNotYetValidException("x")), Kind.CERTIFICATE),
        Arguments.of(handshake(new CertificateException("No name matching")), Kind.CERTIFICATE),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: bad_certificate"),
            Kind.OUR_CERTIFICATE),
        Arguments.of(new SSLException("Received fatal alert: handshake_failure"), Kind.TLS),
        Arguments.of(new IllegalStateException("surprise"), Kind.OTHER));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyCauseHasItsKindAndNamesTheBroker(Throwable cause, Kind kind) {
    ConnectFailure failure = diagnosis.whileConnecting(new ConnectionFailedException(cause));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.sentence())
        .startsWith("The broker mqtts://broker.example:8883")
        .doesNotContain("s3cret", "\n");
  }

  @Test
  void theHostOfTheUrlIsNamedWhenTheCertificateIsForAnother() {
    assertThat(
            diagnosis
                .whileConnecting(
                    handshake(new CertificateException("No subject alternative names present")))
                .sentence())
        .contains("its certificate is not for \"broker.example\"");
  }

  @Test
  void aFileThatCannotBeUsedSpeaksForItself() {
    assertThat(diagnosis.whileConnecting(new TlsFileException("mqtt.tls.ca-file: no")))
        .isEqualTo(new ConnectFailure(Kind.TLS_FILE, "mqtt.tls.ca-file: no"));
  }

  @Test
  void anOpenConnectionThatIsClosedIsToldPlainly() {
    assertThat(diagnosis.whileConnected(new ConnectionClosedException("x")))
        .isEqualTo(
            new ConnectFailure(
                Kind.CLOSED, "The broker mqtts://broker.example:8883 closed the connection"));
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonToRefuseUsHasASentence(Mqtt5ConnAckReasonCode code) {
    assertThat(diagnosis.refused(code).sentence())
        .startsWith("The broker mqtts://broker.example:8883 ")
        .doesNotContain("s3cret");
  }

  @Test
  void causesThatBiteTheirTailAreNoTrap() {
    Exception first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));

    assertThat(diagnosis.whileConnecting(first).kind()).isEqualTo(Kind.OTHER);
  }

  private static Throwable handshake(Exception cause) {
    SSLHandshakeException handshake = new SSLHandshakeException("handshake failed");
    handshake.initCause(cause);
    return handshake;
  }

  /** Named like Netty's. */
  private static final class ConnectTimeoutException extends ConnectException {
    private static final long serialVersionUID = 1L;
  }
}
