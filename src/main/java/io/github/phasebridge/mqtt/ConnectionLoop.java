package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one connection after the other, for ever, and says how that goes. Only used on the link's
 * thread, apart from {@link #state}.
 */
final class ConnectionLoop {

  /** Uses the connections. */
  interface User {
    /** A connection is open; the stage ends when it is ready for use. */
    CompletionStage<?> prepare(Connection opened);

    /** The connection is ready; called once per connection. */
    void ready(Connection opened);

    /** The connection is over. */
    void over();
  }

  private static final Logger log = LoggerFactory.getLogger(ConnectionLoop.class);

  /** A connection that lasted this long is a good one. */
  private static final Duration STEADY = Duration.ofSeconds(30);

  /** Long enough that a second client with our id can work in peace meanwhile. */
  private static final Duration WAIT_WHEN_TAKEN_OVER = Duration.ofMinutes(5);

  private static final Duration PREPARE_LIMIT = Duration.ofSeconds(10);

  private static final Duration FIRST_WAIT_WHEN_UNKNOWN = Duration.ofSeconds(3);
  private static final Duration LONGEST_WAIT_WHEN_UNKNOWN = Duration.ofMinutes(1);

  private final User user;
  private final BrokerSource source;
  private final LinkTerms terms;
  private final Connection.Factory connections;
  private final LinkThread thread;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final BackOff backOff;
  private final BackOff askingBackOff;
  private final TakeoverWatch takeover = new TakeoverWatch();
  private final OutageLog outages;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile LinkState state;
  private @Nullable Session session;
  private @Nullable Future<?> retry;
  private boolean retired;

  ConnectionLoop(
      User user,
      BrokerSource source,
      LinkTerms terms,
      Connection.Factory connections,
      LinkThread thread,
      InstantSource clock,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.user = user;
    this.source = source;
    this.terms = terms;
    this.connections = connections;
    this.thread = thread;
    this.clock = clock;
    this.nanoTime = nanoTime;
    backOff = new BackOff(random);
    askingBackOff = new BackOff(random, FIRST_WAIT_WHEN_UNKNOWN, LONGEST_WAIT_WHEN_UNKNOWN);
    outages = new OutageLog(nanoTime);
    MqttConfig known = source.latest();
    state =
        state(
            false,
            clock.instant(),
            known == null
                ? "Home Assistant's Supervisor is asked for the broker"
                : "Not connected yet to " + named(known));
  }

  private String named(MqttConfig broker) {
    return terms.named(BrokerAddress.of(broker.url()).toString())
        + " (MQTT "
        + broker.protocol().text()
        + ")";
  }

  private LinkState state(boolean connected, Instant since, String detail) {
    MqttConfig known = source.latest();
    String address = known == null ? "" : BrokerAddress.of(known.url()).toString();
    return new LinkState(connected, since, detail, address, terms.origin());
  }

  LinkState state() {
    return state;
  }

  /** Opens the first or the next connection. */
  void connect() {
    if (retired) {
      return;
    }
    var _ = source.next().whenCompleteAsync(this::found, thread);
  }

  private void found(@Nullable MqttConfig broker, @Nullable Throwable failure) {
    if (retired) {
      return;
    }
    if (broker == null) {
      takeover.couldNotConnect();
      failed(BrokerUnknownException.failure(failure), false);
      return;
    }
    askingBackOff.reset();
    Session attempt = new Session(broker);
    session = attempt;
    try {
      attempt.connection = connections.create(broker, attempt);
      attempt.connection.open();
    } catch (RuntimeException e) {
      ended(attempt, e);
    }
  }

  /**
   * Connects no more and gives up an attempt under way.
   *
   * @return the connection that is open, for the last words before {@link #close}; null for none
   */
  @Nullable Connection retire() {
    retired = true;
    if (retry != null) {
      retry.cancel(false);
    }
    source.close();
    Session last = session;
    if (last == null || last.connection == null) {
      closed.complete(null);
      return null;
    }
    if (!last.open) {
      close(false);
      return null;
    }
    ready(last, last.connection);
    return last.connection;
  }

  /** Closes the connection, if there is one. */
  void close(boolean withWill) {
    Session last = session;
    if (last == null || last.connection == null) {
      return;
    }
    forget(last);
    state = state(false, clock.instant(), "Stopped");
    var _ =
        last.connection.close(withWill).whenComplete((nothing, failure) -> closed.complete(null));
  }

  /** Ends when the last connection is closed or broken, some time after {@link #retire}. */
  CompletionStage<Void> closed() {
    return closed;
  }

  private void opened(Session open, Connection connection) {
    open.open = true;
    open.openedAt = nanoTime.getAsLong();
    open.restartTimer(PREPARE_LIMIT, () -> ready(open, connection));
    var _ =
        user.prepare(connection)
            .whenCompleteAsync((nothing, failure) -> ready(open, connection), thread);
  }

  private void ready(Session open, Connection connection) {
    if (open != session || open.ready) {
      return;
    }
    open.ready = true;
    open.restartTimer(STEADY, this::steady);
    state = state(true, clock.instant(), "");
    outages.connected(named(open.broker));
    user.ready(connection);
  }

  private void steady() {
    backOff.reset();
    outages.steady();
  }

  private void ended(Session over, Throwable cause) {
    if (over != session) {
      return;
    }
    forget(over);
    if (retired) {
      closed.complete(null);
      return;
    }
    log.debug("The client library said: {}", Diagnosis.inOneLine(cause));
    ConnectFailure failure = over.open ? afterLoss(over, cause) : afterAttempt(over, cause);
    if (failure.kind() == ConnectFailure.Kind.NOT_AUTHORIZED) {
      source.refused();
    }
    failed(failure, over.open);
  }

  private void failed(ConnectFailure failure, boolean wasOpen) {
    Duration wait = waitAfter(failure.kind());
    outages.failed(failure, wasOpen, wait);
    LinkState before = state;
    state = state(false, before.connected() ? clock.instant() : before.since(), failure.sentence());
    retry = thread.after(wait, this::connect);
  }

  private Duration waitAfter(ConnectFailure.Kind kind) {
    return switch (kind) {
      case TAKEN_OVER -> backOff.jittered(WAIT_WHEN_TAKEN_OVER);
      case NOT_AUTHORIZED, CLIENT_ID ->
          Collections.max(List.of(backOff.next(), backOff.jittered(terms.waitWhenRefused())));
      case NO_BROKER, SUPERVISOR_REFUSES, SUPERVISOR_AWAY, SUPERVISOR_UNCLEAR ->
          askingBackOff.next();
      default -> backOff.next();
    };
  }

  private ConnectFailure afterLoss(Session over, Throwable cause) {
    ConnectFailure failure = over.diagnosis.whileConnected(cause);
    Duration lasted = Duration.ofNanos(nanoTime.getAsLong() - over.openedAt);
    return takeover.ended(failure.kind(), lasted) ? over.diagnosis.takenOver() : failure;
  }

  private ConnectFailure afterAttempt(Session over, Throwable cause) {
    takeover.couldNotConnect();
    return over.diagnosis.whileConnecting(cause);
  }

  private void forget(Session over) {
    session = null;
    over.cancelTimer();
    user.over();
  }

  /** One connection from its attempt to its end; what comes late from an old one is ignored. */
  private final class Session implements Connection.Listener {
    private final MqttConfig broker;
    private final Diagnosis diagnosis;
    private @Nullable Connection connection;
    private @Nullable Future<?> timer;
    private boolean open;
    private boolean ready;
    private long openedAt;

    private Session(MqttConfig broker) {
      this.broker = broker;
      diagnosis = new Diagnosis(broker, terms);
    }

    @Override
    public void opened() {
      thread.execute(
          () -> {
            if (this == session && connection != null) {
              ConnectionLoop.this.opened(this, connection);
            }
          });
    }

    @Override
    public void ended(Throwable cause) {
      thread.execute(() -> ConnectionLoop.this.ended(this, cause));
    }

    private void restartTimer(Duration delay, Runnable task) {
      cancelTimer();
      timer =
          thread.after(
              delay,
              () -> {
                if (this == session) {
                  task.run();
                }
              });
    }

    private void cancelTimer() {
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }
}
