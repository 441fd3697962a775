package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Carries out the commands for one relay: checks them, sends each at most once and in the order in
 * which they came, and finds out how each ended. All methods are called on the source's one thread,
 * and everything that it calls back is called there.
 */
class CommandDesk {

  /** What the desk sees of the relay. */
  interface Relay {

    /** Returns the relay's product. */
    Product product();

    /** Returns the one link to it. */
    RelayLink link();

    /** Returns whether it is known to be offline; unknown is not offline. */
    boolean knownOffline();

    /** Returns a switched property's position as the relay last reported it, empty if unknown. */
    Optional<Boolean> position(String property);

    /** Returns a configuration item's last confirmed value. */
    Optional<String> confirmedItem(String item);

    /** Returns whether reports of the relay reach us, so that a command without one has failed. */
    boolean reports();

    /** Asks for the whole state soon, where the link can; several calls are one. */
    void askState();

    /** Learns that the relay carried out a documented command. */
    void confirmed(Product.ProductCommand command);

    /** Learns that the relay took a configuration item. */
    void confirmed(String item, String value);

    /** Learns that the link failed before anything was sent. */
    void unreachable(LinkFailure failure);
  }

  CommandDesk(Relay relay, InstantSource clock, ScheduledExecutorService thread) {
    throw new UnsupportedOperationException(relay + " " + clock + " " + thread);
  }

  /** Carries out a command; the stage never fails. */
  CompletionStage<Outcome> execute(Command command) {
    throw new UnsupportedOperationException(command.toString());
  }

  /**
   * Looks at a message that is no repetition, after its state was taken into account.
   *
   * @param late whether the state in it is older than what is known
   */
  void onMessage(PushMessage message, boolean late) {
    throw new UnsupportedOperationException(message + " " + late);
  }

  /** Looks at a state that was asked for after every order so far was sent. */
  void onState(Report report) {
    throw new UnsupportedOperationException(report.toString());
  }

  /** Returns the query that is under way alone, so that an unmarked answer belongs to it. */
  Optional<Product.ProductCommand> onlyQueryUnderWay() {
    throw new UnsupportedOperationException();
  }

  /** Returns the command that an order with this mark carries out. */
  Optional<Product.ProductCommand> commandOf(String extra) {
    throw new UnsupportedOperationException(extra);
  }

  /** Ends all that is under way, because the bridge stops. */
  void stop() {
    throw new UnsupportedOperationException();
  }
}
