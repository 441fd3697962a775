package io.github.phasebridge.mqtt;

import io.github.phasebridge.mqtt.ConnectFailure.Kind;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The part of {@link Diagnosis} that is about TLS. */
final class TlsDiagnosis {

  /** What Netty says when the other side hangs up amid the handshake. */
  static final String CLOSED = "Connection closed while";

  private static final String ALERT = "Received fatal alert: ";

  private final String broker;
  private final String host;
  private final LinkTerms terms;

  TlsDiagnosis(String broker, String host, LinkTerms terms) {
    this.broker = broker;
    this.host = host;
    this.terms = terms;
  }

  /** Returns what is wrong with TLS, or null if it is something else. */
  @Nullable ConnectFailure of(Throwable thrown) {
    @Nullable ConnectFailure certificate = ofCertificate(thrown);
    if (certificate != null) {
      return certificate;
    }
    SSLException tls = find(thrown, SSLException.class);
    String message = tls == null ? "" : String.valueOf(tls.getMessage());
    if (tls == null || message.startsWith(CLOSED)) {
      return null;
    }
    if (tls.getClass().getSimpleName().equals("NotSslRecordException")) {
      // Its message would quote what the other side sent.
      return new ConnectFailure(
          Kind.TLS,
          broker
              + " speaks no TLS at this port; use its TLS port (usually 8883), or mqtt:// or"
              + " ws://");
    }
    if (message.contains("timed out")) {
      return new ConnectFailure(
          Kind.TIMEOUT,
          broker + " does not answer the TLS handshake in time; check that this is its TLS port");
    }
    int alert = message.indexOf(ALERT);
    return alert < 0
        ? new ConnectFailure(
            Kind.TLS, broker + " and we found no way to speak TLS (" + message + ")")
        : ofAlert(message.substring(alert + ALERT.length()));
  }

  private ConnectFailure ofAlert(String alert) {
    return alert.contains("certificate") || alert.contains("unknown_ca")
        ? new ConnectFailure(
            Kind.OUR_CERTIFICATE,
            broker
                + " wants a client certificate, or refused ours ("
                + alert
                + "); "
                + terms.whenOurCertificateIsRefused())
        : new ConnectFailure(Kind.TLS, broker + " refused TLS with us (" + alert + ")");
  }

  private @Nullable ConnectFailure ofCertificate(Throwable thrown) {
    String trouble;
    if (find(thrown, CertificateExpiredException.class) != null) {
      trouble = "has expired; renew it on the broker, or check this machine's clock";
    } else if (find(thrown, CertificateNotYetValidException.class) != null) {
      trouble = "is not valid yet; check this machine's clock";
    } else if (find(thrown, CertPathBuilderException.class) != null) {
      trouble = "is not trusted: no known authority signed it; " + terms.whenAuthorityIsUnknown();
    } else {
      CertificateException certificate = find(thrown, CertificateException.class);
      if (certificate == null) {
        return null;
      }
      trouble =
          isAboutTheHost(certificate)
              ? forAnotherHost()
              : "is refused (" + certificate.getMessage() + ")";
    }
    return new ConnectFailure(Kind.CERTIFICATE, broker + ": its certificate " + trouble);
  }

  private String forAnotherHost() {
    return "is not for \""
        + host
        + "\"; use a name in "
        + terms.url()
        + " that stands in the certificate, or have one made for this name";
  }

  /** The JDK has no type for it, only its own sentences. */
  private static boolean isAboutTheHost(CertificateException certificate) {
    String message = String.valueOf(certificate.getMessage()).toLowerCase(Locale.ROOT);
    return message.startsWith("no name matching") || message.startsWith("no subject alternative");
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    return Diagnosis.causes(thrown)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElse(null);
  }
}
