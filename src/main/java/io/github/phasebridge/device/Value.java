package io.github.phasebridge.device;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The value of an entity at one moment. What is missing or impossible is {@link Unknown}, never 0.
 */
public sealed interface Value {

  /** The value that nobody knows. */
  Value UNKNOWN = new Unknown();

  /** A number, with the digits that the device gave. */
  record Numeric(BigDecimal number) implements Value {}

  /** A text, such as a version. */
  record Text(String text) implements Value {}

  /** A switch position or a yes-or-no reading. */
  record OnOff(boolean on) implements Value {}

  /** A moment. */
  record Moment(Instant instant) implements Value {}

  /** No value; {@code null} in JSON, an empty plain topic. */
  record Unknown() implements Value {}

  /** Returns a number. */
  static Value of(BigDecimal number) {
    return new Numeric(number);
  }

  /** Returns a whole number. */
  static Value of(long number) {
    return new Numeric(BigDecimal.valueOf(number));
  }

  /** Returns a text. */
  static Value of(String text) {
    return new Text(text);
  }

  /** Returns a switch position. */
  static Value of(boolean on) {
    return new OnOff(on);
  }

  /** Returns a moment. */
  static Value of(Instant instant) {
    return new Moment(instant);
  }
}
