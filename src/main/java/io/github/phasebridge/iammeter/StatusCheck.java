package io.github.phasebridge.iammeter;

import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;

/** Turns every status but a good one into the failure that it means. */
final class StatusCheck {

  /** Where a user finds the token (documented by the vendor). */
  static final String TOKEN_PAGE = "https://www.iammeter.com/dz/user/setting";

  private final Envelope envelope;

  StatusCheck(Envelope envelope) {
    this.envelope = envelope;
  }

  /**
   * Accepts an answer with a 2xx status.
   *
   * @throws IammeterFailure for any other
   */
  void require(Question question, HttpAnswer answer) throws IammeterFailure {
    int status = answer.status();
    if (status / 100 == 2) {
      return;
    }
    String said = envelope.messageIn(answer.body());
    String reason = "status " + status + (said.isEmpty() ? "" : ", " + said);
    throw switch (status) {
      case 401 -> new IammeterFailure(Kind.UNAUTHORIZED, refusedToken(reason));
      case 403 ->
          new IammeterFailure(
              Kind.FORBIDDEN,
              "The meter cloud does not allow this account " + question.address() + where(reason));
      case 404 ->
          new IammeterFailure(
              Kind.NOT_FOUND,
              "The meter cloud does not know "
                  + question.address()
                  + where(reason)
                  + " Check "
                  + suspect(question)
                  + ".");
      case 429 ->
          new IammeterFailure(
              Kind.OVER_LIMIT,
              "The meter cloud's limit of calls is exceeded" + where(reason),
              answer.retryAfter());
      default -> other(answer, reason);
    };
  }

  /** Says that the token is wrong and where to find the right one. */
  static String refusedToken(String reason) {
    return "The meter cloud refuses the token"
        + where(reason)
        + " Copy the current one from "
        + TOKEN_PAGE
        + " into iammeter.token.";
  }

  /** Says that not even the token that a login has just brought is accepted. */
  static String refusedFreshToken() {
    return "The meter cloud refuses even the token of a new login (status 401). Check that the"
        + " account of iammeter.user-name may use the API.";
  }

  private static IammeterFailure other(HttpAnswer answer, String reason) {
    if (answer.status() / 100 == 5) {
      return new IammeterFailure(
          Kind.SERVER_ERROR,
          "The meter cloud has a problem" + where(reason) + " The vendor has to mend that.",
          answer.retryAfter());
    }
    if (answer.status() / 100 == 3 && !answer.movedTo().isEmpty()) {
      return new IammeterFailure(
          Kind.UNEXPECTED_STATUS,
          "The meter cloud moved to "
              + answer.movedTo()
              + where(reason)
              + " If that is right, change iammeter.url.");
    }
    return new IammeterFailure(
        Kind.UNEXPECTED_STATUS,
        "The meter cloud gave an answer that is not expected" + where(reason));
  }

  private static String where(String reason) {
    return " (" + reason + ").";
  }

  private static String suspect(Question question) {
    return switch (question.endpoint()) {
      case POWER_ANALYSIS, OFFLINE_ANALYSIS -> "iammeter.analysis-path and iammeter.url";
      case LOGIN, SITE_LIST, METERS_DATA -> "iammeter.url";
      case METER_DATA, METER_DATA2, METER_DATA_LIST, METER_DATA_LIST2 ->
          "the serial number and iammeter.url";
    };
  }
}
