package io.github.phasebridge.thingboot;

import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.thingboot.LinkFailure.Kind;

/**
 * What an answer of the cloud means that has no code of its own, or none that fits its HTTP status.
 * Nothing is documented about the status, so only one that surely refuses counts as a refusal.
 */
final class VendorStatus {

  private VendorStatus() {}

  /** Makes the failure for an answer without a usable code. */
  static LinkFailure failure(HttpAnswer answer) {
    int status = answer.status();
    return switch (status) {
      case 401, 403 ->
          configuration(
              "does not let this computer in",
              status,
              "Check the list of allowed addresses in the vendor's console, and thingboot.url.");
      case 404 -> configuration("does not know what was asked for", status, "Check thingboot.url.");
      case 429 -> failure(Kind.REJECTED, "wants fewer calls", status, "");
      case 408 -> failure(Kind.UNCERTAIN, "did not get the whole call", status, "");
      default -> other(answer);
    };
  }

  private static LinkFailure other(HttpAnswer answer) {
    int status = answer.status();
    if (answer.isSuccessful()) {
      return new LinkFailure(
          Kind.UNCERTAIN,
          "The ThingBoot cloud's answer cannot be read: it is "
              + VendorAnswer.describe(answer.body())
              + ".");
    }
    if (status / 100 == 3) {
      String target = answer.movedTo().isEmpty() ? "another address" : answer.movedTo();
      return configuration("moved to " + target, status, "If that is right, change thingboot.url.");
    }
    return status / 100 == 4
        ? failure(Kind.REJECTED, "refused the call", status, " Check thingboot.url.")
        : failure(Kind.UNCERTAIN, "has a problem", status, " The vendor has to mend that.");
  }

  private static LinkFailure configuration(String problem, int status, String advice) {
    return failure(Kind.CONFIGURATION, problem, status, " " + advice);
  }

  private static LinkFailure failure(Kind kind, String problem, int status, String advice) {
    return new LinkFailure(
        kind, "The ThingBoot cloud " + problem + " (HTTP status " + status + ")." + advice);
  }
}
