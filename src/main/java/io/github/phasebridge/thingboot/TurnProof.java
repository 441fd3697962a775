package io.github.phasebridge.thingboot;

import org.jspecify.annotations.Nullable;

/** Shows that a property took the position into which it was switched. */
final class TurnProof extends PositionProof {

  private final boolean wanted;
  private final boolean change;
  private @Nullable Boolean last;
  private boolean askedAndShown;

  /**
   * Creates a proof.
   *
   * @param wanted the position into which the property is switched
   * @param before its position before that, null if it is not known for sure
   */
  TurnProof(String property, boolean wanted, @Nullable Boolean before) {
    super(property);
    this.wanted = wanted;
    this.change = before != null && before != wanted;
  }

  @Override
  void reported(boolean position, boolean answered, boolean alone) {
    // A report that crossed the order on its way still shows the old position.
    if (answered || change) {
      last = position;
    }
  }

  @Override
  void asked(boolean position, boolean alone) {
    askedAndShown |= position == wanted;
  }

  @Override
  boolean shown(boolean ahead) {
    return askedAndShown || (!ahead && last != null && last == wanted);
  }

  @Override
  void forget() {
    last = null;
  }
}
