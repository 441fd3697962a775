package io.github.phasebridge.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.mqtt.ConnectFailure.Kind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the client library throws into one sentence for the user. Seen with HiveMQ 1.4.1 and
 * Netty 4.1; Netty's own exceptions are told by their names, as it is no library of ours.
 */
final class Diagnosis {

  private final MqttConfig config;
  private final LinkTerms terms;
  private final String broker;
  private final TlsDiagnosis tls;

  Diagnosis(MqttConfig config, LinkTerms terms) {
    this.config = config;
    this.terms = terms;
    BrokerAddress address = BrokerAddress.of(config.url());
    broker = "The " + terms.broker() + " " + address;
    tls = new TlsDiagnosis(broker, address.host(), terms);
  }

  /** Says why a connection could not be opened. */
  ConnectFailure whileConnecting(Throwable thrown) {
    ConnectFailure known = known(thrown);
    if (known != null) {
      return known;
    }
    if (closedWithoutAWord(thrown)) {
      return new ConnectFailure(
          Kind.CLOSED,
          broker
              + " closed the connection before it answered: "
              + (tlsWanted()
                  ? "there is probably no TLS at this port; use its TLS port (usually 8883), or"
                      + " mqtt:// or ws://"
                  : "it may want TLS (mqtts:// or wss://), another version of MQTT, or it is no"
                      + " MQTT broker"));
    }
    return other("could not be reached", thrown);
  }

  /** Says why an open connection ended. */
  ConnectFailure whileConnected(Throwable thrown) {
    ConnectFailure known = known(thrown);
    if (known != null) {
      return known;
    }
    return closedWithoutAWord(thrown)
        ? new ConnectFailure(Kind.CLOSED, broker + " closed the connection")
        : other("was lost", thrown);
  }

  /** Says that another client has our client id. */
  ConnectFailure takenOver() {
    return new ConnectFailure(
        Kind.TAKEN_OVER,
        broker
            + " pushes us off: another client uses the same client id \""
            + config.clientId()
            + "\", "
            + terms.whenTakenOver());
  }

  private @Nullable ConnectFailure known(Throwable thrown) {
    if (thrown instanceof TlsFileException) {
      return new ConnectFailure(Kind.TLS_FILE, String.valueOf(thrown.getMessage()));
    }
    if (thrown instanceof Mqtt5ConnAckException refused) {
      return refused(refused.getMqttMessage().getReasonCode());
    }
    if (thrown instanceof Mqtt3ConnAckException refused) {
      return refused(refused.getMqttMessage().getReturnCode());
    }
    if (thrown instanceof Mqtt5DisconnectException ended
        && ended.getMqttMessage().getReasonCode() == Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER) {
      return takenOver();
    }
    ConnectFailure ofTls = tls.of(thrown);
    return ofTls != null ? ofTls : ofNetwork(thrown);
  }

  private @Nullable ConnectFailure ofNetwork(Throwable thrown) {
    if (has(thrown, UnknownHostException.class)) {
      return new ConnectFailure(
          Kind.UNKNOWN_HOST,
          broker
              + " is not known: its host name cannot be resolved; check "
              + terms.url()
              + " and the DNS");
    }
    if (timedOut(thrown)) {
      return new ConnectFailure(
          Kind.TIMEOUT,
          broker + " does not answer in time; check " + terms.url() + " and any firewall");
    }
    if (has(thrown, NoRouteToHostException.class) || says(thrown, "unreachable")) {
      return new ConnectFailure(
          Kind.UNREACHABLE, broker + " cannot be reached: no route to it; check the network");
    }
    if (has(thrown, ConnectException.class)) {
      return new ConnectFailure(
          Kind.REFUSED,
          broker
              + " refuses connections: nobody listens there; check that it runs, and the port in "
              + terms.url());
    }
    if (named(thrown, "WebSocketClientHandshakeException")
        || named(thrown, "WebSocketHandshakeException")) {
      return new ConnectFailure(
          Kind.NOT_MQTT,
          broker
              + " offers no WebSocket for MQTT there; check port and path in "
              + terms.url()
              + " (the usual path is /mqtt)");
    }
    if (has(thrown, MqttDecodeException.class)) {
      return new ConnectFailure(
          Kind.NOT_MQTT,
          broker
              + " answers something that is not MQTT "
              + config.protocol().text()
              + "; check scheme and port in "
              + terms.url());
    }
    return null;
  }

  private ConnectFailure refused(Mqtt3ConnAckReturnCode code) {
    return refused(
        switch (code) {
          case SUCCESS -> Mqtt5ConnAckReasonCode.SUCCESS;
          case UNSUPPORTED_PROTOCOL_VERSION -> Mqtt5ConnAckReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
          case IDENTIFIER_REJECTED -> Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
          case SERVER_UNAVAILABLE -> Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE;
          case BAD_USER_NAME_OR_PASSWORD -> Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD;
          case NOT_AUTHORIZED -> Mqtt5ConnAckReasonCode.NOT_AUTHORIZED;
        });
  }

  /** Says why the broker answered CONNECT with this code. */
  ConnectFailure refused(Mqtt5ConnAckReasonCode code) {
    return switch (code) {
      case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, BAD_AUTHENTICATION_METHOD, BANNED ->
          notAuthorized();
      case CLIENT_IDENTIFIER_NOT_VALID ->
          new ConnectFailure(
              Kind.CLIENT_ID,
              broker
                  + " does not accept the client id \""
                  + config.clientId()
                  + "\"; "
                  + terms.whenClientIdIsRefused());
      case UNSUPPORTED_PROTOCOL_VERSION ->
          new ConnectFailure(
              Kind.PROTOCOL,
              broker
                  + " does not speak MQTT "
                  + config.protocol().text()
                  + "; "
                  + terms.whenProtocolIsUnknown(config.protocol()));
      case SERVER_UNAVAILABLE, SERVER_BUSY, QUOTA_EXCEEDED, CONNECTION_RATE_EXCEEDED ->
          new ConnectFailure(
              Kind.UNAVAILABLE, broker + " takes no connection now (" + Answers.spoken(code) + ")");
      default ->
          new ConnectFailure(Kind.OTHER, broker + " refused us (" + Answers.spoken(code) + ")");
    };
  }

  private ConnectFailure notAuthorized() {
    return new ConnectFailure(
        Kind.NOT_AUTHORIZED,
        config.username().isEmpty()
            ? broker + " wants a user: set " + terms.login()
            : broker
                + " refused user \""
                + config.username()
                + "\": wrong name or password, or not allowed to connect; check "
                + terms.login());
  }

  private ConnectFailure other(String what, Throwable thrown) {
    if (thrown instanceof Mqtt5DisconnectException ended
        && ended.getMqttMessage().getReasonCode()
            != Mqtt5DisconnectReasonCode.NORMAL_DISCONNECTION) {
      return new ConnectFailure(
          Kind.UNAVAILABLE,
          broker
              + " ended the connection ("
              + Answers.spoken(ended.getMqttMessage().getReasonCode())
              + ")");
    }
    return new ConnectFailure(Kind.OTHER, broker + " " + what + " (" + inOneLine(thrown) + ")");
  }

  private boolean tlsWanted() {
    return BrokerAddress.of(config.url()).tls();
  }

  private static boolean closedWithoutAWord(Throwable thrown) {
    return has(thrown, ConnectionClosedException.class)
        || has(thrown, ClosedChannelException.class)
        || has(thrown, SocketException.class)
        || says(thrown, TlsDiagnosis.CLOSED);
  }

  private static boolean timedOut(Throwable thrown) {
    return named(thrown, "ConnectTimeoutException")
        || says(thrown, "Timeout while waiting")
        || says(thrown, "timed out");
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return causes(thrown).anyMatch(type::isInstance);
  }

  private static boolean named(Throwable thrown, String simpleName) {
    return causes(thrown).anyMatch(cause -> cause.getClass().getSimpleName().equals(simpleName));
  }

  private static boolean says(Throwable thrown, String words) {
    return causes(thrown).anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
  }

  /** Returns the exception and its causes without their stacks. */
  static String inOneLine(Throwable thrown) {
    return causes(thrown).map(Throwable::toString).distinct().collect(Collectors.joining(", by "));
  }

  static Stream<Throwable> causes(Throwable thrown) {
    // The limit is for chains that bite their own tail.
    return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
