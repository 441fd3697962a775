package io.github.phasebridge.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads certificates and keys in PEM form. They are read anew for every connection. */
final class TlsFiles {

  private static final String CA_FILE = "mqtt.tls.ca-file";
  private static final String CERTIFICATE_FILE = "mqtt.tls.certificate-file";
  private static final String KEY_FILE = "mqtt.tls.key-file";
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private TlsFiles() {}

  /**
   * Returns trust in the authorities of a file and in no others.
   *
   * @throws TlsFileException if it holds none
   */
  static TrustManagerFactory authorities(Path caFile) {
    try {
      KeyStore store = emptyStore();
      for (Certificate certificate : certificates(CA_FILE, caFile)) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(CA_FILE, caFile, e);
    }
  }

  /**
   * Returns our certificate, with the intermediate ones that follow it in its file, and its key.
   *
   * @throws TlsFileException if one of them is missing or they don't belong together
   */
  static KeyManagerFactory identity(Path certificateFile, Path keyFile) {
    List<Certificate> chain = certificates(CERTIFICATE_FILE, certificateFile);
    PrivateKey key = key(keyFile);
    try {
      if (!belongTogether(chain.getFirst(), key)) {
        throw new TlsFileException(
            KEY_FILE + ": " + keyFile + " is not the key of the certificate in " + certificateFile);
      }
      KeyStore store = emptyStore();
      store.setKeyEntry("client", key, new char[0], chain.toArray(Certificate[]::new));
      KeyManagerFactory identity =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(store, new char[0]);
      return identity;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(CERTIFICATE_FILE, certificateFile, e);
    }
  }

  private static List<Certificate> certificates(String option, Path file) {
    List<Certificate> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(read(option, file));
    while (block.find()) {
      if (block.group(1).endsWith("CERTIFICATE")) {
        try {
          found.add(
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(decode(block.group(2)))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          throw unusable(option, file, e);
        }
      }
    }
    if (found.isEmpty()) {
      throw new TlsFileException(
          option
              + ": "
              + file
              + " holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); a DER file is"
              + " converted with: openssl x509 -inform der -in "
              + file
              + " -out new.pem");
    }
    return found;
  }

  private static PrivateKey key(Path file) {
    Matcher block = BLOCK.matcher(read(KEY_FILE, file));
    while (block.find()) {
      String label = block.group(1);
      if (label.equals("PRIVATE KEY")) {
        return decodeKey(file, block.group(2));
      }
      if (label.endsWith("PRIVATE KEY")) {
        throw new TlsFileException(
            KEY_FILE
                + ": "
                + file
                + " holds a key of the form \""
                + label
                + "\", but \"PRIVATE KEY\" (PKCS#8, without a password) is needed; convert it with:"
                + " openssl pkcs8 -topk8 -nocrypt -in "
                + file
                + " -out new.pem");
      }
    }
    throw new TlsFileException(
        KEY_FILE + ": " + file + " holds no key in PEM form (-----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey decodeKey(Path file, String base64) {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(decode(base64)));
      } catch (InvalidKeySpecException e) {
        // A key of another algorithm, or damaged; the next one tells.
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        break;
      }
    }
    throw new TlsFileException(
        KEY_FILE + ": " + file + " is damaged, or its key is neither RSA, EC nor Ed25519");
  }

  private static boolean belongTogether(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] anything = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(anything);
    byte[] signature = signer.sign();
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(anything);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // The certificate is for a key of another algorithm.
      return false;
    }
  }

  private static String read(String option, Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsFileException(option + ": there is no file " + file);
    } catch (IOException e) {
      throw new TlsFileException(option + ": " + file + " cannot be read; check its permissions");
    }
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static TlsFileException unusable(String option, Path file, Exception cause) {
    return new TlsFileException(
        option + ": " + file + " cannot be used (" + cause.getMessage() + ")");
  }
}
