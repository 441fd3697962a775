package io.github.phasebridge.acceptance;

/** Home Assistant did not do what a test asked for. */
final class HaRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HaRefusal(String message) {
    super(message);
  }
}
