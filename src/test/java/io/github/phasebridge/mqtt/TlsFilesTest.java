package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.TestCertificates;
import io.github.phasebridge.testing.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class TlsFilesTest {

  @TempDir private static Path directory;

  private static Identity one;
  private static Identity other;

  @BeforeAll
  static void makeCertificates() {
    TestCertificates certificates = new TestCertificates(directory);
    one = certificates.authority("one");
    other = certificates.authority("other");
  }

  @Test
  void severalAuthoritiesMayStandInOneFileBetweenOtherText() throws Exception {
    Path file =
        write(
            "bundle.pem",
            "# the old one\n"
                + Files.readString(one.certificate())
                + "\n# the new one\n"
                + Files.readString(other.certificate()).replace("\n", "\r\n"));

    assertThat(trusted(TlsFiles.authorities(file))).containsExactlyInAnyOrder("CN=one", "CN=other");
  }

  @Test
  void aCertificateAndItsKeyMakeAnIdentity() {
    var managers = TlsFiles.identity(one.certificate(), one.key()).getKeyManagers();

    assertThat(((X509ExtendedKeyManager) managers[0]).getPrivateKey("client")).isNotNull();
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    assertThatThrownBy(() -> TlsFiles.identity(one.certificate(), other.key()))
        .hasMessage(
            "mqtt.tls.key-file: %s is not the key of the certificate in %s",
            other.key(), one.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void otherFormsOfKeysAreRefusedWithTheCommandThatConverts(String label) throws Exception {
    Path key =
        write(
            label + ".pem",
            "-----BEGIN " + label + "-----\nMHcCAQEE\n-----END " + label + "-----\n");

    assertThatThrownBy(() -> TlsFiles.identity(one.certificate(), key))
        .hasMessageContaining(label)
        .hasMessageEndingWith(
            "convert it with: openssl pkcs8 -topk8 -nocrypt -in %s -out new.pem".formatted(key));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing.pem");

    assertThatThrownBy(() -> TlsFiles.authorities(missing))
        .hasMessage("mqtt.tls.ca-file: there is no file " + missing);
    assertThatThrownBy(() -> TlsFiles.identity(missing, one.key()))
        .hasMessage("mqtt.tls.certificate-file: there is no file " + missing);
    assertThatThrownBy(() -> TlsFiles.identity(one.certificate(), missing))
        .hasMessage("mqtt.tls.key-file: there is no file " + missing);
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> TlsFiles.authorities(directory))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aFileWithoutACertificateIsRefused() {
    assertThatThrownBy(() -> TlsFiles.authorities(one.key()))
        .hasMessageContaining("holds no certificate in PEM form");
    assertThatThrownBy(() -> TlsFiles.identity(one.certificate(), one.certificate()))
        .hasMessageContaining("holds no key in PEM form");
  }

  @Test
  void damagedFilesAreRefusedWithoutShowingTheirContent() throws Exception {
    Path certificate =
        write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Path key =
        write(
            "damaged-key.pem",
            "-----BEGIN PRIVATE KEY-----\nQUJDREVG\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> TlsFiles.authorities(certificate))
        .isInstanceOf(TlsFileException.class)
        .hasMessageStartingWith("mqtt.tls.ca-file: " + certificate + " cannot be used");
    assertThatThrownBy(() -> TlsFiles.identity(one.certificate(), key))
        .isInstanceOf(TlsFileException.class)
        .hasMessageContaining("is damaged")
        .hasMessageNotContaining("QUJDREVG");
  }

  private static Stream<String> trusted(TrustManagerFactory trust) {
    return Arrays.stream(((X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers())
        .map(X509Certificate::getSubjectX500Principal)
        .map(Object::toString);
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
