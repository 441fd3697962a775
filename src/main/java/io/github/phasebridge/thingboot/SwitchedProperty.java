package io.github.phasebridge.thingboot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the desk remembers of one property that can be switched: the last order for it, whether its
 * position was reported since, and the pulse that may be running.
 */
final class SwitchedProperty {

  private final String name;
  private final Product.Property.Switched kind;
  private @Nullable SentOrder last;
  private boolean doubtful;
  private boolean doubtfulBefore;
  private @Nullable RunningPulse pulse;
  private @Nullable RunningPulse cut;

  SwitchedProperty(String name, Product.Property.Switched kind) {
    this.name = name;
    this.kind = kind;
  }

  String name() {
    return name;
  }

  /** Returns its position in a report, empty if the report does not tell. */
  Optional<Boolean> in(Report report) {
    String value = report.properties().get(name);
    if (kind.on().equals(value)) {
      return Optional.of(true);
    }
    return kind.off().equals(value) ? Optional.of(false) : Optional.empty();
  }

  /** Returns whether an order was sent since its position was reported. */
  boolean doubtful() {
    return doubtful;
  }

  /** Notes that its position is not known any more until it is reported. */
  void doubt() {
    doubtful = true;
  }

  /** Notes that its position is known, because it was reported after the last order. */
  void certain() {
    doubtful = false;
  }

  /** Returns the last order for it, null before the first. */
  @Nullable SentOrder last() {
    return last;
  }

  /** Returns the pulse that may be running, null for none. */
  @Nullable RunningPulse pulse() {
    return pulse;
  }

  /** Takes an order that is being sent, and the pulse that it begins. */
  void sending(SentOrder order, @Nullable RunningPulse begun) {
    last = order;
    doubtfulBefore = doubtful;
    doubtful = true;
    cut = null;
    if (begun != null) {
      pulse = begun;
    }
  }

  /** Learns that an order arrived: a pulse runs from now on, any other order ends it. */
  void arrived(SentOrder order, long now) {
    if (order.proof() instanceof PulseProof) {
      mayHaveArrived(order, now);
    } else if (pulse != null) {
      cut = pulse;
      pulse = null;
    }
  }

  /** Learns that an order may have arrived; a pulse may run, so it is still kept clear of. */
  void mayHaveArrived(SentOrder order, long now) {
    if (order.proof() instanceof PulseProof && pulse != null) {
      pulse.taken(now);
    }
  }

  /** Learns that the last order was not carried out; a pulse that it should have ended goes on. */
  void failed(SentOrder order) {
    if (order.proof() instanceof PulseProof) {
      pulse = null;
    } else if (cut != null) {
      pulse = cut;
    }
    doubtful = doubtfulBefore;
  }

  /** Learns that the pulse is over. */
  void pulseEnded() {
    pulse = null;
  }
}
