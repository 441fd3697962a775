package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.phasebridge.config.Secret;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks visitors for the page's password (HTTP Basic, any user name). Safe for many threads. */
final class PagePassword {

  /** What a browser shows a login for. */
  static final String CHALLENGE = "Basic realm=\"phasebridge\", charset=\"UTF-8\"";

  private static final String SCHEME = "basic ";
  private static final Refusal LOG_IN = new Refusal(401, "The password of the page is needed");
  private static final Refusal TOO_MANY =
      new Refusal(429, "Too many wrong passwords: try again in a minute");

  private final byte[] password;
  private final FailedLogins failed;

  PagePassword(Secret password, LongSupplier nanoTime) {
    this.password = password.reveal().getBytes(UTF_8);
    failed = new FailedLogins(nanoTime);
  }

  /** Returns why a visitor is sent away, or nothing if it knows the password. */
  Optional<Refusal> refusal(Visitor visitor) {
    if (visitor.authorization() == null) {
      return Optional.of(LOG_IN);
    }
    InetAddress peer = visitor.peer();
    if (!failed.mayTry(peer)) {
      return Optional.of(TOO_MANY);
    }
    if (!isRight(visitor.authorization())) {
      failed.failed(peer);
      return Optional.of(LOG_IN);
    }
    failed.succeeded(peer);
    return Optional.empty();
  }

  private boolean isRight(String authorization) {
    byte @Nullable [] given = given(authorization);
    // Takes as long for a wrong password as for the right one, whatever is wrong with it.
    return given != null && MessageDigest.isEqual(given, password);
  }

  private static byte @Nullable [] given(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      String pair = new String(decoded, UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1).getBytes(UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
