package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.log.Redactor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that Home Assistant's Supervisor names. What it said last is used while attempts
 * follow each other closely; it is asked anew for an attempt that comes later, and after the broker
 * refused the login, since another broker or password may be right by then. If it cannot be asked
 * although it once could, the last answer still holds: the Supervisor may only be updating itself.
 */
final class SupervisorBroker implements BrokerSource {

  private static final Logger log = LoggerFactory.getLogger(SupervisorBroker.class);

  /** How long an answer serves for further attempts. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final SupervisorMqtt supervisor;
  private final MqttConfig config;
  private final Redactor redactor;
  private final LongSupplier nanoTime;
  private volatile @Nullable MqttService service;
  private volatile boolean fresh;
  private volatile long answeredAt;

  /**
   * Asks nothing yet.
   *
   * @param config what is set by hand; its address is not used, a user name or password wins
   * @param redactor is told each password
   */
  SupervisorBroker(
      SupervisorMqtt supervisor, MqttConfig config, Redactor redactor, LongSupplier nanoTime) {
    this.supervisor = supervisor;
    this.config = config;
    this.redactor = redactor;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletionStage<MqttConfig> next() {
    MqttService known = service;
    if (known != null && fresh && nanoTime.getAsLong() - answeredAt < FRESH.toNanos()) {
      return CompletableFuture.completedFuture(settings(known));
    }
    return supervisor.ask().handle(this::answered);
  }

  private MqttConfig answered(@Nullable MqttService answer, @Nullable Throwable failure) {
    MqttService known = service;
    answeredAt = nanoTime.getAsLong();
    if (answer != null) {
      fresh = true;
      service = answer;
      if (!answer.equals(known)) {
        learn(answer);
      }
      return settings(answer);
    }
    ConnectFailure unknown = BrokerUnknownException.failure(failure);
    if (unknown.kind() == ConnectFailure.Kind.NO_BROKER) {
      service = null;
    } else if (known != null) {
      log.debug("The broker stays {}: {}", known.address(), unknown.sentence());
      return settings(known);
    }
    throw failure instanceof CompletionException e ? e : new CompletionException(failure);
  }

  private void learn(MqttService answer) {
    redactor.register(answer.password());
    MqttConfig settings = settings(answer);
    log.info(
        "The broker is {} from Home Assistant's Supervisor, {}",
        settings.url(),
        settings.username().isEmpty() ? "without a user" : "user " + settings.username());
  }

  /** A user name or password that is set by hand wins; it may be that of another account. */
  private MqttConfig settings(MqttService answer) {
    boolean ownUser = !config.username().isEmpty();
    boolean ownPassword = ownUser || config.password().isSet();
    String username = ownUser ? config.username() : answer.username();
    Secret password = ownPassword ? config.password() : answer.password();
    return config.at(answer.address(), username, password);
  }

  @Override
  public @Nullable MqttConfig latest() {
    MqttService known = service;
    return known == null ? null : settings(known);
  }

  @Override
  public void refused() {
    fresh = false;
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
