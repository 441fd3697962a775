package io.github.phasebridge.thingboot;

import java.time.Duration;

/** Shows by the reported positions of a property that a switching order was carried out. */
abstract sealed class PositionProof implements Proof permits TurnProof, PulseProof {

  /** How long we wait for a message before we ask. */
  private static final Duration ASK_AFTER = Duration.ofMillis(1500);

  private final String property;

  PositionProof(String property) {
    this.property = property;
  }

  /** Returns the property that the order switches. */
  final String property() {
    return property;
  }

  @Override
  public final boolean possible(CommandDesk.Relay relay) {
    return relay.reports() || relay.answers() != CommandDesk.Answers.NONE;
  }

  @Override
  public final boolean conclusive(CommandDesk.Relay relay) {
    return possible(relay);
  }

  /** Returns how long after it was sent the state is asked for. */
  Duration askAfter() {
    return ASK_AFTER;
  }

  /**
   * Looks at a position that the relay reported by itself.
   *
   * @param answered whether the order was taken before that
   * @param alone whether no other order for the property is under way that could have caused it
   */
  abstract void reported(boolean position, boolean answered, boolean alone);

  /**
   * Looks at a position that was asked for after the order was taken.
   *
   * @param alone whether no other order for the property is under way that could have caused it
   */
  abstract void asked(boolean position, boolean alone);

  /**
   * Returns whether it is shown.
   *
   * @param ahead whether an earlier order for the property is under way
   */
  abstract boolean shown(boolean ahead);

  /** Forgets reports that may tell of an earlier order, because that was just confirmed. */
  abstract void forget();
}
