package io.github.phasebridge.http;

import io.github.phasebridge.http.TransportFailure.Kind;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Says what an exception of the HTTP client means. The exception itself is not passed on as a
 * cause: its texts are not ours, and these failures are expected.
 */
final class TransportFailures {

  private static final int LONGEST_REASON = 200;

  private final Peer peer;
  private final int timeoutMillis;
  private final SecretMask mask;

  TransportFailures(Peer peer, int timeoutMillis, SecretMask mask) {
    this.peer = peer;
    this.timeoutMillis = timeoutMillis;
    this.mask = mask;
  }

  /** Makes the failure for what the client threw. */
  TransportFailure of(Throwable cause, boolean maySent) {
    Kind kind = kindOf(cause);
    return new TransportFailure(kind, maySent, sentence(kind, cause, maySent));
  }

  private static Kind kindOf(Throwable cause) {
    return switch (cause) {
      case AnswerReader.Unreadable unreadable -> unreadable.kind();
      case TimeoutException _, InterruptedIOException _ -> Kind.TIMEOUT;
      case UnknownHostException _ -> Kind.DNS;
      case SSLException e when !(e.getCause() instanceof SocketException) -> Kind.TLS;
      default -> Kind.CONNECTION;
    };
  }

  private String sentence(Kind kind, Throwable cause, boolean maySent) {
    String who = peer.name() + " at " + peer.host();
    return switch (kind) {
      case TOO_LARGE -> peer.subject() + "'s answer is larger than 1 MiB and was not read.";
      case DAMAGED -> peer.subject() + "'s answer cannot be read: its body is cut off or damaged.";
      case TIMEOUT ->
          maySent
              ? peer.subject() + " at " + peer.host() + " did not answer within " + seconds() + "."
              : "There was no connection to " + who + " within " + seconds() + ".";
      case DNS ->
          "The name of "
              + peer.name()
              + ", "
              + peer.host()
              + ", cannot be resolved. Check "
              + peer.setting()
              + " and the network's name server.";
      case TLS -> "There is no secure connection to " + who + ": " + reason(cause);
      case CONNECTION ->
          (maySent
                  ? "The connection to " + who + " broke: "
                  : "There is no connection to " + who + ": ")
              + reason(cause);
    };
  }

  private String seconds() {
    return timeoutMillis / 1000.0 + " s";
  }

  private String reason(Throwable cause) {
    String message = Optional.ofNullable(cause.getMessage()).orElse("");
    String text = message.isBlank() ? cause.getClass().getSimpleName() : message;
    String clean = mask.clean(text, LONGEST_REASON);
    return clean.endsWith(".") ? clean : clean + ".";
  }
}
