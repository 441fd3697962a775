package io.github.phasebridge.demo;

/** The simulated ThingBoot cloud refuses a request. */
final class ThingbootRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final boolean violation;
  private final String prompt;

  private ThingbootRefusal(int status, int code, boolean violation, String prompt, String why) {
    super(why);
    this.status = status;
    this.code = code;
    this.violation = violation;
    this.prompt = prompt;
  }

  /** A request that breaks the documented form. */
  static ThingbootRefusal violation(int code, String prompt, String why) {
    return new ThingbootRefusal(200, code, true, prompt, why);
  }

  /** A request in the right form that cannot be met. */
  static ThingbootRefusal rejected(int code, String prompt) {
    return new ThingbootRefusal(200, code, false, prompt, prompt);
  }

  /** A request that does not get as far as the interface. */
  static ThingbootRefusal status(int status, String why) {
    return new ThingbootRefusal(status, 0, true, why, why);
  }

  int status() {
    return status;
  }

  /** Returns the vendor's code; 0 where only the status tells. */
  int code() {
    return code;
  }

  boolean isViolation() {
    return violation;
  }

  /** Returns the vendor's text. */
  String prompt() {
    return prompt;
  }

  /** Returns the reason for the record. */
  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
