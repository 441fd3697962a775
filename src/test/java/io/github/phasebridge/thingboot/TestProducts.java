package io.github.phasebridge.thingboot;

import java.nio.file.Path;
import java.util.List;

/** Product definitions for tests. */
final class TestProducts {

  private TestProducts() {}

  /** The shipped p46. */
  static Product p46() {
    return shipped().of(List.of("p46"), null);
  }

  /** All that is shipped, as if the user had no files. */
  static Products shipped() {
    try {
      return Products.load(Path.of("no-such-folder"));
    } catch (ProductFileException e) {
      throw new AssertionError(e);
    }
  }
}
