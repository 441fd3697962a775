package io.github.phasebridge.demo;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One way in which a cloud can fail to do what its documentation says. */
public sealed interface Misbehaviour {

  /** 200 and no body. */
  record EmptyBody() implements Misbehaviour {}

  /** 200 and the JSON word {@code null}. */
  record JsonNull() implements Misbehaviour {}

  /** The vendor's form of a refusal, with a text. */
  record Rejected(String message) implements Misbehaviour {}

  /**
   * 429.
   *
   * @param retryAfter header {@code Retry-After} in whole seconds, null for none
   */
  record TooManyRequests(@Nullable Duration retryAfter) implements Misbehaviour {}

  /** 401, as with a replaced token. */
  record Unauthorized() implements Misbehaviour {}

  /** Any other status, such as 500 or 503, with a short text. */
  record Status(int status) implements Misbehaviour {}

  /** 200 and a web page. */
  record WebPage() implements Misbehaviour {}

  /** The right answer, but late. Closing the cloud ends the wait. */
  record Slow(Duration by) implements Misbehaviour {}

  /** The right header fields and half of the body, then the connection closes. */
  record CutBody() implements Misbehaviour {}

  /** The right answer followed by more than 1 MiB of spaces. */
  record HugeBody() implements Misbehaviour {}

  /** The right answer with all numbers in another form. */
  record Numbers(Form form) implements Misbehaviour {

    /** What becomes of a number. */
    public enum Form {
      /** {@code "230.22"}. */
      TEXT,
      /** {@code "230,22"}. */
      DECIMAL_COMMA,
      /** {@code null}. */
      NULL,
      /** {@code "n/a"}. */
      NONSENSE
    }
  }

  /** JSON of another shape: {@code data} is a text. */
  record WrongShape() implements Misbehaviour {}

  /** The connection closes without an answer. */
  record NoAnswer() implements Misbehaviour {}

  /** 302 to another place. */
  record Redirect(URI to) implements Misbehaviour {}
}
