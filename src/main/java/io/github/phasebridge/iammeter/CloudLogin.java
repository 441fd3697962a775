package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.http.HttpAnswer;
import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One login with user name and password ({@code user/login}). */
final class CloudLogin {

  private final IammeterConfig config;
  private final CloudHttp http;
  private final CallTimer timer;
  private final Envelope envelope;
  private final StatusCheck statusCheck;

  CloudLogin(IammeterConfig config, CloudHttp http, CallTimer timer, Envelope envelope) {
    this.config = config;
    this.http = http;
    this.timer = timer;
    this.envelope = envelope;
    this.statusCheck = new StatusCheck(envelope);
  }

  /**
   * Logs in.
   *
   * @return the new token
   * @throws IammeterFailure {@code LOGIN_REFUSED} for 401, 403 and {@code successful:false}: the
   *     vendor documents none of them, and texts are not to be relied on
   */
  Secret request() throws IammeterFailure, InterruptedException {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("userName", config.userName())
            .put("password", config.password().reveal())
            .toString();
    CallTimer.Running call = timer.begin(Endpoint.LOGIN);
    try {
      Secret token = send(body);
      call.worked();
      return token;
    } catch (IammeterFailure failure) {
      call.failed(failure.kind());
      throw failure;
    }
  }

  private Secret send(String body) throws IammeterFailure, InterruptedException {
    Question question = Question.of(Endpoint.LOGIN);
    HttpAnswer answer = http.post(question, body);
    if (answer.status() == 401 || answer.status() == 403) {
      throw refused("status " + answer.status());
    }
    statusCheck.require(question, answer);
    return tokenIn(open(answer));
  }

  private JsonNode open(HttpAnswer answer) throws IammeterFailure {
    try {
      return envelope.open(answer.body(), answer.contentType());
    } catch (IammeterFailure failure) {
      if (failure.kind() == Kind.REJECTED) {
        throw refused(String.valueOf(failure.getMessage()));
      }
      throw failure;
    }
  }

  /** Takes the token out of the data of a login. */
  static Secret tokenIn(JsonNode data) throws IammeterFailure {
    String token = VendorFields.text(data, "token");
    if (!token.matches("[!-~]+")) {
      throw Envelope.unreadable("the answer to a login, without a token");
    }
    return new Secret(token);
  }

  private static IammeterFailure refused(String reason) {
    return new IammeterFailure(
        Kind.LOGIN_REFUSED,
        "The meter cloud refuses the login ("
            + reason
            + "). Check iammeter.user-name and iammeter.password.");
  }
}
