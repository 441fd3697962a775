package io.github.phasebridge.thingboot;

/** A product file cannot be used; the message has a line for each problem. */
public final class ProductFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with all problems, one in a line. */
  public ProductFileException(String message) {
    super(message);
  }
}
