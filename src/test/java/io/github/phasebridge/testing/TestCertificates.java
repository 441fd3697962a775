package io.github.phasebridge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Makes certificates with the JDK's keytool, in a folder of the test. They are valid for two days
 * at most, and none is ever kept.
 */
public final class TestCertificates {

  /**
   * A certificate and its key, both as PEM files.
   *
   * @param certificate the certificate alone
   * @param key in PKCS#8
   */
  public record Identity(Path certificate, Path key) {}

  private static final String PASSWORD = "not-secret";

  private final Path directory;

  /** Makes certificates in this folder, which must exist. */
  public TestCertificates(Path directory) {
    this.directory = directory;
  }

  /** Makes an authority; its certificate goes into trust stores. */
  public Identity authority(String name) {
    return make(name, "-ext", "bc=ca:true", "-ext", "ku=keyCertSign");
  }

  /**
   * Makes a server's certificate for these names, for example {@code dns:localhost,ip:127.0.0.1}.
   */
  public Identity server(String name, String authority, String alternativeNames) {
    return make(name, "-signer", authority, "-ext", "san=" + alternativeNames);
  }

  /** Makes a server's certificate that is valid no more. */
  public Identity expiredServer(String name, String authority, String alternativeNames) {
    return make(
        name, "-signer", authority, "-ext", "san=" + alternativeNames, "-startdate", "-10d");
  }

  /** Makes a client's certificate. */
  public Identity client(String name, String authority) {
    return make(name, "-signer", authority, "-ext", "eku=clientAuth");
  }

  private Identity make(String name, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-keystore",
                store().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(Arrays.asList(options));
    run(command);
    return export(name);
  }

  private void run(List<String> command) {
    Path output = directory.resolve("keytool.txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Identity export(String name) {
    try (InputStream in = Files.newInputStream(store())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      Path certificate = directory.resolve(name + "-cert.pem");
      Path key = directory.resolve(name + "-key.pem");
      Files.writeString(
          certificate,
          pem("CERTIFICATE", Objects.requireNonNull(store.getCertificate(name)).getEncoded()));
      Files.writeString(
          key,
          pem(
              "PRIVATE KEY",
              Objects.requireNonNull(store.getKey(name, PASSWORD.toCharArray())).getEncoded()));
      return new Identity(certificate, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private Path store() {
    return directory.resolve("store.p12");
  }
}
