package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the commands for one relay: checks them, sends each at most once and in the order in
 * which they came, and finds out how each ended. All methods are called on the source's one thread,
 * and everything that it calls back is called there.
 */
final class CommandDesk {

  /** Why a command was refused that waited too long. */
  static final String TOO_LATE = "too late: it waited longer than its time";

  /** Why a command was refused that cannot arrive. */
  static final String OFFLINE = "the relay is offline";

  private static final String STOPPING = "the bridge stops";
  private static final int MOST_WAITING = 20;

  /** What the desk sees of the relay. No method calls the desk. */
  interface Relay {

    /** Returns what the user calls the relay, for the log. */
    String title();

    /** Returns the relay's product. */
    Product product();

    /** Returns the one link to it. */
    RelayLink link();

    /** Returns whether it is known to be offline; unknown is not offline. */
    boolean knownOffline();

    /** Returns a switched property's position as the relay last reported it, empty if unknown. */
    Optional<Boolean> position(String property);

    /**
     * Returns a configuration item's confirmed value, empty since {@link #unsure} or if there is
     * none.
     */
    Optional<String> confirmedItem(String item);

    /**
     * Returns whether states of the relay reach us, asked for or not, so that a switching order
     * that no state shows has failed.
     */
    boolean reports();

    /** Returns how the relay's answers to orders reach us now. */
    Answers answers();

    /** Asks for the whole state soon, where the link can; several calls are one. */
    void askState();

    /** Learns that the relay carried out a documented command; at most once for each. */
    void confirmed(Product.ProductCommand command);

    /** Learns that the relay took a configuration item. */
    void confirmed(String item, String value);

    /**
     * Learns that a configuration item was written, or may have been, and that nothing has
     * confirmed it: its value is not known any more.
     */
    void unsure(String item);

    /** Learns that the link failed before anything was sent. */
    void unreachable(LinkFailure failure);
  }

  /** How a relay's answers to orders reach us. */
  enum Answers {
    /** They don't: push is off or not connected, or no report ever came. */
    NONE,
    /** Without the order's mark: reports on the LAN. */
    UNMARKED,
    /** With the order's mark: the cloud's push. */
    MARKED
  }

  private final Relay relay;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService thread;
  private final Marks marks = new Marks();
  private final OpenOrders open;
  private final UnderWay underWay;
  private final SendingRules rules;
  private final Requests requests;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private @Nullable Future<?> wake;
  private boolean acting;
  private boolean stopped;

  /**
   * Creates a desk with nothing on it.
   *
   * @param clock the wall clock, by which commands have deadlines
   * @param nanoTime the monotonic clock
   */
  CommandDesk(
      Relay relay, InstantSource clock, LongSupplier nanoTime, ScheduledExecutorService thread) {
    this.relay = relay;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.thread = thread;
    SwitchedProperties properties = new SwitchedProperties(relay);
    open = new OpenOrders(relay);
    underWay = new UnderWay(relay, properties, open, marks);
    rules = new SendingRules(relay, properties, open);
    requests =
        new Requests(relay, marks, underWay, nanoTime, task -> thread.execute(() -> act(task)));
  }

  /** Carries out a command; the stage never fails. */
  CompletionStage<Outcome> execute(Command command) {
    long now = nanoTime.getAsLong();
    Duration life = Duration.between(clock.instant(), command.deadline());
    Pending pending = new Pending(command, Wish.of(relay.product(), command), now, life);
    act(() -> accept(pending, now));
    return pending.outcome();
  }

  private void accept(Pending pending, long now) {
    if (stopped) {
      end(pending, Outcome.refused(STOPPING), now);
    } else if (relay.knownOffline()) {
      end(pending, Outcome.refused(OFFLINE), now);
    } else if (waiting.size() >= MOST_WAITING) {
      end(
          pending,
          Outcome.refused(MOST_WAITING + " commands for this relay are waiting already"),
          now);
    } else {
      waiting.addLast(pending);
    }
  }

  /**
   * Looks at a message that is no repetition, after its state was taken into account.
   *
   * @param late whether the state in it is older than what is known
   */
  void onMessage(PushMessage message, boolean late) {
    act(() -> underWay.message(message, late, nanoTime.getAsLong()));
  }

  /**
   * Looks at a state that was asked for, after it was taken into account. It counts for the orders
   * that the link had taken before it was asked for.
   *
   * @param report what was taken into account: without properties of which a message has told since
   * @param askedAt when the request for it was made, by the monotonic clock
   */
  void onState(Report report, long askedAt) {
    act(() -> underWay.state(report, askedAt, nanoTime.getAsLong()));
  }

  /** Returns the query that is under way alone, so that an unmarked answer belongs to it. */
  Optional<Product.ProductCommand> onlyQueryUnderWay() {
    return open.onlyQuery();
  }

  /**
   * Returns the documented command that an order with this mark carries out, also for a while after
   * it ended.
   */
  Optional<Product.ProductCommand> commandOf(String extra) {
    return marks
        .find(extra)
        .map(order -> order.pending().wish())
        .flatMap(
            wish ->
                wish instanceof Wish.Press(var command) ? Optional.of(command) : Optional.empty());
  }

  /** Ends all that is under way, because the bridge stops. */
  void stop() {
    act(
        () -> {
          stopped = true;
          long now = nanoTime.getAsLong();
          endWaiting(STOPPING, now);
          requests.stop();
          underWay.stop(now);
        });
  }

  /**
   * Does something, and then all that became possible by it. What happens meanwhile, because
   * somebody whose command ended sends the next one at once, is part of it.
   */
  private void act(Runnable action) {
    if (acting) {
      action.run();
      return;
    }
    acting = true;
    try {
      action.run();
      if (!stopped) {
        advance(nanoTime.getAsLong());
      }
    } finally {
      acting = false;
    }
    sleep();
  }

  private void advance(long now) {
    requests.abandon();
    underWay.judge(now);
    for (Pending pending : List.copyOf(waiting)) {
      if (pending.dead(now)) {
        waiting.remove(pending);
        end(pending, Outcome.refused(TOO_LATE), now);
      }
    }
    while (requests.idle() && !waiting.isEmpty() && !stopped) {
      Pending next = waiting.getFirst();
      Step step = rules.decide(next, now);
      if (step instanceof Step.Wait) {
        return;
      }
      waiting.removeFirst();
      take(next, step, now);
    }
  }

  private void take(Pending next, Step step, long now) {
    switch (step) {
      case Step.Wait _ -> throw new AssertionError("still waiting");
      case Step.End(var outcome) -> end(next, outcome, now);
      case Step.Send(var order, var proof, var pulse) -> requests.send(next, order, proof, pulse);
      case Step.Write(var item, var value) -> requests.write(next, new ItemProof(item, value));
    }
  }

  private void endWaiting(String reason, long now) {
    while (!waiting.isEmpty()) {
      end(waiting.removeFirst(), Outcome.refused(reason), now);
    }
  }

  private void end(Pending pending, Outcome outcome, long now) {
    pending.end(outcome, relay.title(), now);
  }

  /** Makes sure that the desk looks again when the next moment comes. */
  private void sleep() {
    if (wake != null) {
      wake.cancel(false);
      wake = null;
    }
    if (stopped) {
      return;
    }
    long due = untilDue(nanoTime.getAsLong());
    if (due < Long.MAX_VALUE) {
      wake = thread.schedule(() -> act(() -> {}), Math.max(0, due), TimeUnit.NANOSECONDS);
    }
  }

  private long untilDue(long now) {
    long due = Math.min(underWay.untilDue(now), requests.untilDue(now));
    for (Pending pending : waiting) {
      due = Math.min(due, pending.untilDead(now));
      if (pending.positionDue().isPresent()) {
        due = Math.min(due, pending.positionDue().getAsLong() - now);
      }
    }
    return due;
  }
}
