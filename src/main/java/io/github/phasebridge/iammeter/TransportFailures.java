package io.github.phasebridge.iammeter;

import io.github.phasebridge.http.SecretMask;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import okhttp3.HttpUrl;

/**
 * Says what an exception of the HTTP client means. The exception itself is not passed on as a
 * cause: its texts are not ours, and these failures are expected.
 */
final class TransportFailures {

  private static final int LONGEST_REASON = 200;

  private final String host;
  private final int timeoutMillis;
  private final SecretMask mask;

  TransportFailures(HttpUrl base, int timeoutMillis, SecretMask mask) {
    this.host = base.host() + ":" + base.port();
    this.timeoutMillis = timeoutMillis;
    this.mask = mask;
  }

  /** Makes the failure for an answer that did not come in time. */
  IammeterFailure timeout() {
    return new IammeterFailure(
        Kind.TIMEOUT,
        "The meter cloud at " + host + " did not answer within " + timeoutMillis / 1000.0 + " s.");
  }

  /** Makes the failure for what the client threw. */
  IammeterFailure of(Throwable cause) {
    return switch (cause) {
      case IammeterFailure failure -> failure;
      case InterruptedIOException _ -> timeout();
      case UnknownHostException _ ->
          new IammeterFailure(
              Kind.DNS,
              "The name of the meter cloud, "
                  + host
                  + ", cannot be resolved. Check iammeter.url and the network's name server.");
      case SSLException e when !(e.getCause() instanceof SocketException) ->
          new IammeterFailure(
              Kind.TLS,
              "There is no secure connection to the meter cloud at " + host + ": " + reason(e));
      default ->
          new IammeterFailure(
              Kind.CONNECTION,
              "There is no connection to the meter cloud at " + host + ": " + reason(cause));
    };
  }

  private String reason(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse("");
    String text = message.isBlank() ? cause.getClass().getSimpleName() : message;
    return mask.clean(text, LONGEST_REASON);
  }
}
