package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Finds out how each order that was sent ends, from what the link, the relay and time tell. Moments
 * are those of the monotonic clock.
 */
final class UnderWay {

  private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

  private final CommandDesk.Relay relay;
  private final SwitchedProperties properties;
  private final Marks marks;
  private final OpenOrders open;

  UnderWay(CommandDesk.Relay relay, SwitchedProperties properties, OpenOrders open, Marks marks) {
    this.relay = relay;
    this.properties = properties;
    this.open = open;
    this.marks = marks;
  }

  /** Takes an order that is being sent, and the pulse that it begins. */
  void sending(SentOrder order, @Nullable RunningPulse pulse) {
    if (order.proof() instanceof PositionProof proof) {
      properties.of(proof.property()).sending(order, pulse);
    }
    open.add(order);
  }

  /** Learns that the link took an order, and what it answered. */
  void taken(SentOrder order, @Nullable JsonNode data, long now) {
    order.answered(now, null);
    switched(order).ifPresent(property -> property.arrived(order, now));
    if (!open.contains(order)) {
      return;
    }
    if (order.proof() instanceof ItemProof item) {
      if (data != null) {
        answer(order, item.in(data, true), now);
      }
      if (!open.contains(order)) {
        return;
      }
      relay.unsure(item.item());
    }
    if (!order.proof().possible(relay)) {
      open.end(order, accepted(), now);
    }
  }

  /** Learns that the request with an order failed. */
  void failed(SentOrder order, LinkFailure failure, long now) {
    LOG.debug("{}: {}: {}", relay.title(), failure.kind(), failure.getMessage());
    if (failure.kind() == LinkFailure.Kind.UNCERTAIN) {
      order.answered(now, failure);
      switched(order).ifPresent(property -> property.mayHaveArrived(order, now));
      if (order.proof() instanceof ItemProof item && open.contains(order)) {
        relay.unsure(item.item());
      }
      return;
    }
    order.answered(now, null);
    if (!open.contains(order)) {
      return;
    }
    switched(order).ifPresent(property -> property.failed(order));
    if (failure.kind() == LinkFailure.Kind.UNREACHABLE) {
      relay.unreachable(failure);
    }
    open.end(order, Outcome.failed(message(failure)), now);
  }

  /** Looks at a message. */
  void message(PushMessage message, boolean late, long now) {
    String extra = message.type() == PushMessage.Type.ORDER ? message.extra() : null;
    if (extra != null) {
      marks
          .find(extra)
          .ifPresentOrElse(
              order -> answer(order, message, late, now),
              () -> LOG.debug("{}: an answer to an order of somebody else", relay.title()));
    } else if (!late) {
      unmarked(message, now);
    }
    if (!late) {
      positions(message.report(), extra, now);
    }
  }

  /** Takes the relay's answer to this very order. */
  private void answer(SentOrder order, PushMessage message, boolean late, long now) {
    Optional<SwitchedProperty> property =
        switched(order).filter(switched -> switched.last() == order);
    if (message.error() != null) {
      if (open.contains(order)) {
        property.ifPresent(switched -> switched.failed(order));
        open.end(order, Outcome.failed("the relay answered: " + message.error()), now);
      }
      return;
    }
    property.ifPresent(
        switched -> {
          switched.arrived(order, now);
          if (late || switched.in(message.report()).isEmpty()) {
            relay.askState();
          }
        });
    if (open.contains(order)) {
      open.confirm(order, now);
    } else {
      open.learn(order);
    }
  }

  private void unmarked(PushMessage message, long now) {
    boolean alone = open.all().size() == 1;
    boolean answer = message.type() == PushMessage.Type.ORDER;
    for (SentOrder order : open.all()) {
      if (order.proof() instanceof ItemProof item) {
        answer(order, item.in(message.content(), alone && answer), now);
      } else if (order.proof() instanceof MessageProof proof && proof.in(message, alone)) {
        open.confirm(order, now);
      }
    }
  }

  private void answer(SentOrder order, ConfigurationAnswers.Answer answer, long now) {
    switch (answer) {
      case ConfigurationAnswers.Answer.Confirmed _ -> open.confirm(order, now);
      case ConfigurationAnswers.Answer.Refused(var reason) ->
          open.end(order, Outcome.failed("the relay answered: " + reason), now);
      case ConfigurationAnswers.Answer.Silent _ -> {}
    }
  }

  /** Looks at the positions in a message that is not late. */
  private void positions(Report report, @Nullable String extra, long now) {
    for (SwitchedProperty property : properties.all()) {
      Optional<Boolean> position = property.in(report);
      if (position.isEmpty()) {
        continue;
      }
      if (extra == null) {
        open.all().forEach(order -> reported(order, property, position.get()));
      }
      if (property.pulse() != null && property.pulse().endsWith(position.get(), now)) {
        property.pulseEnded();
      }
      judge(now);
      SentOrder last = property.last();
      if (last != null && !open.contains(last) && (extra == null || extra.equals(last.extra()))) {
        property.certain();
      }
    }
  }

  private void reported(SentOrder order, SwitchedProperty property, boolean position) {
    if (order.proof() instanceof PositionProof proof && order.switches(property.name())) {
      proof.reported(position, order.answered(), alone(order, property));
    }
  }

  /** Looks at a state that was asked for. */
  void state(Report report, long askedAt, long now) {
    for (SwitchedProperty property : properties.all()) {
      Optional<Boolean> position = property.in(report);
      if (position.isEmpty()) {
        continue;
      }
      for (SentOrder order : open.all()) {
        if (order.proof() instanceof PositionProof proof
            && order.switches(property.name())
            && order.answeredBefore(askedAt)) {
          proof.asked(position.get(), alone(order, property));
        }
      }
      if (property.last() != null && property.last().answeredBefore(askedAt)) {
        property.certain();
      }
      if (property.pulse() != null && property.pulse().endsWith(position.get(), askedAt)) {
        property.pulseEnded();
      }
    }
    judge(now);
  }

  /** Ends what is shown and what has waited long enough, and asks for states that are due. */
  void judge(long now) {
    for (SentOrder order : open.all()) {
      if (!open.contains(order)) {
        continue;
      }
      if (order.proof() instanceof PositionProof proof && proof.shown(open.behindAnother(order))) {
        open.confirm(order, now);
      } else if (order.over(now)) {
        giveUp(order, now);
      } else if (order.asksState(now)) {
        relay.askState();
      }
    }
    properties.all().forEach(property -> watchPulse(property, now));
  }

  private void watchPulse(SwitchedProperty property, long now) {
    RunningPulse pulse = property.pulse();
    if (pulse == null) {
      return;
    }
    if (pulse.over(now)) {
      property.pulseEnded();
      property.doubt();
      relay.askState();
    } else if (pulse.asksState(now)) {
      relay.askState();
    }
  }

  /** Returns the nanoseconds until {@link #judge} has something to do. */
  long untilDue(long now) {
    long due = Long.MAX_VALUE;
    for (SentOrder order : open.all()) {
      due = Math.min(due, order.untilDue(now));
    }
    for (SwitchedProperty property : properties.all()) {
      RunningPulse pulse = property.pulse();
      due = pulse == null ? due : Math.min(due, pulse.untilDue(now));
    }
    return due;
  }

  /** Ends everything, because the bridge stops. */
  void stop(long now) {
    for (SentOrder order : open.all()) {
      open.end(order, Outcome.timedOut("the bridge stopped before the relay confirmed it"), now);
    }
  }

  private void giveUp(SentOrder order, long now) {
    if (order.proof() instanceof PositionProof) {
      relay.askState();
    }
    long seconds = order.proof().patience().toSeconds();
    LinkFailure uncertain = order.uncertain();
    if (uncertain != null) {
      open.end(
          order,
          Outcome.timedOut(
              "nobody knows whether the relay got it, and it confirmed nothing: "
                  + message(uncertain)),
          now);
    } else if (order.proof().conclusive(relay)) {
      open.end(
          order,
          Outcome.timedOut(
              "%s took it, but the relay did not confirm it within %d s"
                  .formatted(relay.link().title(), seconds)),
          now);
    } else {
      open.end(order, accepted(), now);
    }
  }

  private Outcome accepted() {
    return Outcome.accepted(
        "%s took it; no message tells whether the relay did it".formatted(relay.link().title()));
  }

  /** Returns whether the position can only come from this order, as far as orders are concerned. */
  private boolean alone(SentOrder order, SwitchedProperty property) {
    return property.last() == order && !open.behindAnother(order);
  }

  private Optional<SwitchedProperty> switched(SentOrder order) {
    return order.proof() instanceof PositionProof proof
        ? Optional.of(properties.of(proof.property()))
        : Optional.empty();
  }

  private static String message(LinkFailure failure) {
    String message = failure.getMessage();
    return message == null ? failure.kind().toString() : message;
  }
}
