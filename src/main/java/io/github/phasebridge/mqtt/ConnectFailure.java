package io.github.phasebridge.mqtt;

/**
 * Why there is no connection.
 *
 * @param kind what went wrong
 * @param sentence what is wrong, where, and what to do about it; no secrets
 */
record ConnectFailure(Kind kind, String sentence) {

  /** Kinds of failures: one that stays the same is not told again. */
  enum Kind {
    /** Home Assistant knows no broker. */
    NO_BROKER,
    /** Home Assistant's Supervisor does not let us ask for the broker. */
    SUPERVISOR_REFUSES,
    /** Home Assistant's Supervisor does not answer. */
    SUPERVISOR_AWAY,
    /** Home Assistant's Supervisor says what we do not understand. */
    SUPERVISOR_UNCLEAR,
    /** The user, its password or its right to connect. */
    NOT_AUTHORIZED,
    /** The client id is not accepted. */
    CLIENT_ID,
    /** Another version of MQTT is wanted. */
    PROTOCOL,
    /** The broker's certificate is not trusted, not valid now or for another host. */
    CERTIFICATE,
    /** The broker refused our certificate, or wants one. */
    OUR_CERTIFICATE,
    /** One of our own TLS files cannot be used. */
    TLS_FILE,
    /** TLS where there is none, no common cipher and the like. */
    TLS,
    /** The name of the host cannot be resolved. */
    UNKNOWN_HOST,
    /** Nobody listens there. */
    REFUSED,
    /** The network knows no way there. */
    UNREACHABLE,
    /** No answer. */
    TIMEOUT,
    /** What answers is no MQTT broker, or none at this path of a WebSocket. */
    NOT_MQTT,
    /** The broker says that it is busy, shutting down or not available. */
    UNAVAILABLE,
    /** Another client took our client id. */
    TAKEN_OVER,
    /** The connection was closed without a word. */
    CLOSED,
    /** Anything else. */
    OTHER
  }
}
