package io.github.phasebridge.thingboot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a pulse was carried out: the position changed from what it was before, to the pulse's
 * first position, or, where it had that already, to its last.
 */
final class PulseProof extends PositionProof {

  private final Product.Effect.Pulse pulse;
  private @Nullable Boolean before;
  private boolean changed;

  /**
   * Creates a proof.
   *
   * @param before the property's position before the pulse, null if it is not known for sure
   */
  PulseProof(Product.Effect.Pulse pulse, @Nullable Boolean before) {
    super(pulse.property());
    this.pulse = pulse;
    this.before = before;
  }

  @Override
  public Duration patience() {
    boolean onlyItsEndTells = before != null && before == pulse.first();
    return onlyItsEndTells ? pulse.length().plus(PATIENCE) : PATIENCE;
  }

  @Override
  Duration askAfter() {
    Duration half = pulse.length().dividedBy(2);
    return half.compareTo(super.askAfter()) < 0 ? half : super.askAfter();
  }

  @Override
  void reported(boolean position, boolean answered, boolean alone) {
    if (!alone) {
      return;
    }
    if (before != null) {
      changed |= position != before;
    } else if (answered) {
      before = position;
    }
  }

  @Override
  void asked(boolean position, boolean alone) {
    reported(position, true, alone);
  }

  @Override
  boolean shown(boolean ahead) {
    return changed;
  }

  @Override
  void forget() {
    before = null;
  }
}
