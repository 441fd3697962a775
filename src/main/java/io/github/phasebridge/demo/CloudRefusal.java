package io.github.phasebridge.demo;

/** The simulated cloud refuses a request. */
final class CloudRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final boolean badFormat;

  private CloudRefusal(int status, boolean badFormat, String message) {
    super(message);
    this.status = status;
    this.badFormat = badFormat;
  }

  /** A request that breaks the documented format; answered {@code successful:false}. */
  static CloudRefusal badFormat(String message) {
    return new CloudRefusal(200, true, message);
  }

  /** A well-formed request that cannot be met; answered {@code successful:false}. */
  static CloudRefusal rejected(String message) {
    return new CloudRefusal(200, false, message);
  }

  /** A request answered by a status. */
  static CloudRefusal status(int status, boolean badFormat, String message) {
    return new CloudRefusal(status, badFormat, message);
  }

  int status() {
    return status;
  }

  boolean isBadFormat() {
    return badFormat;
  }

  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
