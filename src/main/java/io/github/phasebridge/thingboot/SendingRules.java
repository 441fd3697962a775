package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decides what to do with the command that is next, now that the link is free. */
final class SendingRules {

  /** How long {@code TOGGLE} waits for the position, if it was not reported since an order. */
  private static final Duration POSITION = Duration.ofSeconds(2);

  private final CommandDesk.Relay relay;
  private final SwitchedProperties properties;
  private final OpenOrders open;
  private final FlashWear flash = new FlashWear();

  SendingRules(CommandDesk.Relay relay, SwitchedProperties properties, OpenOrders open) {
    this.relay = relay;
    this.properties = properties;
    this.open = open;
  }

  /** Decides; a write that it lets pass is counted. */
  Step decide(Pending next, long now) {
    if (next.dead(now)) {
      return Step.refuse(CommandDesk.TOO_LATE);
    }
    if (relay.knownOffline()) {
      return Step.refuse(CommandDesk.OFFLINE);
    }
    return switch (next.wish()) {
      case Wish.Turn(var name, var kind, var on) -> {
        SwitchedProperty property = properties.of(name);
        yield on == null ? toggle(next, property, kind, now) : turn(property, kind, on);
      }
      case Wish.Press(var command) -> press(command);
      case Wish.Setting(var item, var value) -> write(item, value, now);
      case Wish.Unknown(var key, var payload) ->
          Step.refuse("'%s' does not take '%s'".formatted(key, payload));
    };
  }

  private Step turn(SwitchedProperty property, Product.Property.Switched kind, boolean on) {
    return new Step.Send(
        Order.toSwitch(property.name(), kind, on),
        new TurnProof(property.name(), on, surePosition(property)),
        null);
  }

  private Step toggle(
      Pending next, SwitchedProperty property, Product.Property.Switched kind, long now) {
    if (open.switching(property.name())) {
      return new Step.Wait();
    }
    Optional<Boolean> position = relay.position(property.name());
    if (position.isEmpty()) {
      return Step.refuse(
          "the relay has not reported whether '%s' is on, so it cannot be toggled; send ON or OFF"
              .formatted(property.name()));
    }
    if (!property.doubtful()) {
      return turn(property, kind, !position.get());
    }
    return waitForPosition(next, property, now);
  }

  private Step waitForPosition(Pending next, SwitchedProperty property, long now) {
    OptionalLong due = next.positionDue();
    if (due.isEmpty()) {
      next.waitForPosition(now + POSITION.toNanos());
      relay.askState();
      return new Step.Wait();
    }
    if (now - due.getAsLong() < 0) {
      return new Step.Wait();
    }
    return Step.refuse(
        "the relay has not reported '%s' since the last command, so it cannot be toggled; send ON"
                .formatted(property.name())
            + " or OFF");
  }

  private Step press(Product.ProductCommand command) {
    if (!(command.effect() instanceof Product.Effect.Pulse pulse)) {
      return new Step.Send(Order.of(command), new MessageProof(command), null);
    }
    SwitchedProperty property = properties.of(pulse.property());
    if (property.pulse() != null) {
      return Step.refuse("a pulse is running; wait for its end, or end it with ON or OFF");
    }
    Boolean before = surePosition(property);
    return new Step.Send(
        Order.of(command), new PulseProof(pulse, before), new RunningPulse(pulse, before));
  }

  private Step write(String item, String value, long now) {
    if (!relay.link().configures()) {
      return Step.refuse("settings cannot be written over " + relay.link().title());
    }
    if (relay.confirmedItem(item).filter(value::equals).isPresent()) {
      return new Step.End(
          new Outcome(
              Outcome.Kind.CONFIRMED,
              "it is so already; not written again, to spare the relay's flash memory"));
    }
    Optional<String> tooOften = flash.refusal(item, now);
    if (tooOften.isPresent()) {
      return Step.refuse(tooOften.get());
    }
    flash.written(item, now);
    return new Step.Write(item, value);
  }

  /** Returns the position before an order that is about to be sent, null if it may be another. */
  private @Nullable Boolean surePosition(SwitchedProperty property) {
    boolean unsure = property.doubtful() || open.switching(property.name());
    return unsure ? null : relay.position(property.name()).orElse(null);
  }
}
