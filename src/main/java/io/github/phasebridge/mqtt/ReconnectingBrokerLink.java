package io.github.phasebridge.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link that connects again for ever. Callers only write into the ledger and the events and leave
 * a note for the link's thread, where everything else happens; so no method waits, and however long
 * the broker is away, no queue grows.
 */
final class ReconnectingBrokerLink implements BrokerLink {

  private static final Logger log = LoggerFactory.getLogger(ReconnectingBrokerLink.class);

  private static final int TOPIC_LIMIT = 20_000;
  private static final Duration FLUSH_LIMIT = Duration.ofMillis(2500);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

  private final LinkTerms terms;
  private final @Nullable String statusTopic;
  private final LinkThread thread;
  private final RetainedLedger ledger = new RetainedLedger(TOPIC_LIMIT);
  private final EventQueue events;
  private final Refusals refusals;
  private final Outbox outbox;
  private final Subscriptions subscriptions;
  private final InboundGate gate;
  private final ConnectionLoop loop;
  private final List<Consumer<Boolean>> listeners = new ArrayList<>();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicBoolean pumpDue = new AtomicBoolean();
  private final AtomicBoolean fullSaid = new AtomicBoolean();
  private boolean connectedBefore;

  /**
   * Makes a link that is not started.
   *
   * @param source says where the broker is; closed with this
   * @param terms how it speaks of its broker
   * @param statusTopic where {@code online} and {@code offline} go; null to publish neither
   * @param scheduler runs all that the link does; its tasks should be short
   */
  ReconnectingBrokerLink(
      BrokerSource source,
      LinkTerms terms,
      @Nullable String statusTopic,
      Connection.Factory connections,
      InstantSource clock,
      LongSupplier nanoTime,
      ScheduledExecutorService scheduler,
      RandomGenerator random) {
    this.terms = terms;
    this.statusTopic = statusTopic;
    thread = new LinkThread(scheduler);
    events = new EventQueue(nanoTime);
    refusals = new Refusals(terms);
    outbox = new Outbox(ledger, events, thread, refusals);
    subscriptions = new Subscriptions(thread, refusals);
    gate = new InboundGate(thread, clock);
    loop =
        new ConnectionLoop(new Use(), source, terms, connections, thread, clock, nanoTime, random);
    if (statusTopic != null) {
      ledger.put(statusTopic, Status.ONLINE);
    }
  }

  @Override
  public void start() {
    if (started.compareAndSet(false, true)) {
      thread.execute(loop::connect);
    }
  }

  @Override
  public boolean connected() {
    return loop.state().connected();
  }

  @Override
  public LinkState state() {
    LinkState state = loop.state();
    return state.connected() ? state.withDetail(refusals.latest()) : state;
  }

  @Override
  public void publishRetained(String topic, String payload) {
    if (stopped.get()) {
      return;
    }
    if (ledger.put(topic, payload)) {
      pumpSoon();
    } else if (fullSaid.compareAndSet(false, true)) {
      log.warn(
          "More than {} topics: {} and further new ones are not published", TOPIC_LIMIT, topic);
    }
  }

  @Override
  public void republish(String topic) {
    if (!stopped.get()) {
      ledger.touch(topic);
      pumpSoon();
    }
  }

  @Override
  public void publishEvent(String topic, String payload) {
    if (!stopped.get()) {
      events.add(topic, payload);
      pumpSoon();
    }
  }

  @Override
  public void subscribe(String filter, Consumer<InboundMessage> handler) {
    Connection.Intake intake = gate.to(handler);
    thread.execute(() -> subscriptions.add(filter, intake));
  }

  @Override
  public void onConnected(Consumer<Boolean> listener) {
    thread.execute(() -> listeners.add(listener));
  }

  @Override
  public void stop() {
    try {
      beginStop().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.warn(
          "The {} did not confirm our goodbye within {} s", terms.broker(), STOP_LIMIT.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts to stop; the future ends when the connection is closed. */
  CompletableFuture<Void> beginStop() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (stopped.compareAndSet(false, true)) {
      thread.execute(() -> sayGoodbye(done));
    } else {
      done.complete(null);
    }
    return done;
  }

  private void sayGoodbye(CompletableFuture<Void> done) {
    var _ = loop.closed().thenRun(() -> done.complete(null));
    Connection open = loop.retire();
    if (open == null) {
      return;
    }
    if (statusTopic != null) {
      ledger.put(statusTopic, Status.OFFLINE);
    }
    Future<?> limit = thread.after(FLUSH_LIMIT, () -> closeUnflushed(open));
    outbox.whenIdle(
        () -> {
          limit.cancel(false);
          loop.close(false);
        });
  }

  /** The broker acknowledges too slowly; our last word goes past all that waits. */
  private void closeUnflushed(Connection open) {
    if (statusTopic != null) {
      var _ = open.publish(statusTopic, Status.OFFLINE, true);
    }
    loop.close(true);
  }

  private void pumpSoon() {
    if (pumpDue.compareAndSet(false, true)) {
      thread.execute(
          () -> {
            pumpDue.set(false);
            outbox.pump();
          });
    }
  }

  private void tellListeners(boolean first) {
    for (Consumer<Boolean> listener : listeners) {
      try {
        listener.accept(first);
      } catch (RuntimeException e) {
        log.error("A step after connecting to the broker failed", e);
      }
    }
  }

  /** What is done with each connection. */
  private final class Use implements ConnectionLoop.User {

    /** Who sees us online may send a command at once: we are subscribed by then. */
    @Override
    public CompletionStage<?> prepare(Connection opened) {
      refusals.reset();
      return subscriptions.attach(opened);
    }

    @Override
    public void ready(Connection opened) {
      boolean first = !connectedBefore;
      connectedBefore = true;
      // What the broker kept of us is old: nobody should rely on it before it is replaced.
      outbox.attach(opened, statusTopic, () -> tellListeners(first));
      int dropped = events.takeDropped();
      if (dropped > 0) {
        log.warn("Events dropped because the broker was away for too long: {}", dropped);
      }
    }

    @Override
    public void over() {
      outbox.detach();
      subscriptions.detach();
    }
  }
}
