package io.github.phasebridge.thingboot;

import io.github.phasebridge.thingboot.LinkFailure.Kind;

/**
 * What the vendor's codes mean and what to do about them: 5001 to 5007 as documented for all calls,
 * 501, 502 and 504 as documented for control calls of groups and tags and assumed for those of
 * devices.
 */
final class VendorCodes {

  /** The time of the call is refused; {@link SignedCalls} reacts to it. */
  static final int BAD_TIME = 5003;

  private VendorCodes() {}

  /**
   * Makes the failure for a code that is neither success nor {@link #BAD_TIME}.
   *
   * @param message the vendor's words, already without secrets; may be empty
   */
  static LinkFailure failure(int code, String message) {
    return switch (code) {
      case 5001 ->
          configuration(code, "it misses the app id", "Check thingboot.app-id and thingboot.url.");
      case 5002 -> configuration(code, "it misses the time of the call", "Check thingboot.url.");
      case 5004 -> configuration(code, "it misses the signature", "Check thingboot.url.");
      case 5005 ->
          configuration(
              code,
              "the account has no app secret",
              "Set one in the vendor's console (development settings), and in"
                  + " thingboot.app-secret.");
      case 5006 ->
          configuration(
              code,
              "the signature is wrong",
              "Copy thingboot.app-id and thingboot.app-secret again from the vendor's console"
                  + " (development settings).");
      case 5007 ->
          configuration(
              code,
              "it takes the call for one with a debug key, which phasebridge never sends",
              "Check thingboot.url.");
      case 501 -> rejected(code, "the id of the device is missing", message);
      case 502 -> rejected(code, "the device does not exist or cannot be used", message);
      case 504 -> rejected(code, "it does not know the command", message);
      default -> other(code, message);
    };
  }

  private static LinkFailure configuration(int code, String problem, String advice) {
    return new LinkFailure(
        Kind.CONFIGURATION,
        "The ThingBoot cloud refuses the account: " + problem + " (" + code + "). " + advice);
  }

  private static LinkFailure rejected(int code, String problem, String message) {
    return new LinkFailure(
        Kind.REJECTED,
        "The ThingBoot cloud refused: " + problem + " (" + code + quoted(message) + ").");
  }

  private static LinkFailure other(int code, String message) {
    return new LinkFailure(
        Kind.REJECTED, "The ThingBoot cloud refused with code " + code + quoted(message) + ".");
  }

  private static String quoted(String message) {
    return message.isBlank() ? "" : ": \"" + message + "\"";
  }
}
