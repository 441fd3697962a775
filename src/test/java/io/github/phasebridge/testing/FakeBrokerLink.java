package io.github.phasebridge.testing;

import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.mqtt.InboundMessage;
import io.github.phasebridge.mqtt.LinkState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A link to a broker that exists only in the test. It records what is published, in order and with
 * its time; it holds retained values and replays them at {@link #connect} as the real link does;
 * and it hands our own messages to our own subscriptions, as a broker without no-local does.
 */
public final class FakeBrokerLink implements BrokerLink {

  private final InstantSource clock;
  private final List<Published> published = new ArrayList<>();
  private final Map<String, String> ledger = new LinkedHashMap<>();
  private final Map<String, String> acknowledged = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Consumer<Boolean>> listeners = new ArrayList<>();
  private Instant since;
  private boolean connected;
  private boolean first = true;
  private boolean stopped;
  private String trouble = "";

  /** One message that reached the broker. */
  public record Published(Instant at, String topic, String payload, boolean retained) {}

  private record Subscription(String filter, Consumer<InboundMessage> handler) {}

  /** Creates one that is not connected. */
  public FakeBrokerLink(InstantSource clock) {
    this.clock = clock;
    since = clock.instant();
  }

  /** Connects: replays what is retained, then tells the listeners. */
  public void connect() {
    connected = true;
    since = clock.instant();
    acknowledged.clear();
    List.copyOf(ledger.keySet()).forEach(this::republish);
    boolean firstTime = first;
    first = false;
    List.copyOf(listeners).forEach(listener -> listener.accept(firstTime));
  }

  /** Loses the connection. */
  public void disconnect() {
    connected = false;
    since = clock.instant();
  }

  /** Sets what the link says is wrong, empty for nothing. */
  public void trouble(String detail) {
    trouble = detail;
  }

  /** Lets somebody else publish a message that is not retained. */
  public void receive(String topic, String payload) {
    receive(new InboundMessage(topic, payload, false, null, clock.instant()));
  }

  /** Lets somebody else publish a message. */
  public void receive(InboundMessage message) {
    List.copyOf(subscriptions).stream()
        .filter(subscription -> matches(subscription.filter, message.topic()))
        .forEach(subscription -> subscription.handler.accept(message));
  }

  /** Returns every message that reached the broker since the start or {@link #clear}. */
  public List<Published> published() {
    return List.copyOf(published);
  }

  /** Returns the payloads that reached the broker on this topic, in order. */
  public List<String> published(String topic) {
    return published.stream()
        .filter(message -> message.topic.equals(topic))
        .map(Published::payload)
        .toList();
  }

  /** Returns the topics of all messages that reached the broker, in order. */
  public List<String> topics() {
    return published.stream().map(Published::topic).toList();
  }

  /** Returns what is retained on this topic, null for nothing. */
  public @Nullable String retained(String topic) {
    return ledger.get(topic);
  }

  /** Returns the filters that are subscribed to, in order. */
  public List<String> filters() {
    return subscriptions.stream().map(Subscription::filter).toList();
  }

  /** Forgets the messages that were recorded; what is retained stays. */
  public void clear() {
    published.clear();
  }

  /** Returns whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    stopped = true;
    connected = false;
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public void publishRetained(String topic, String payload) {
    ledger.put(topic, payload);
    if (connected && !payload.equals(acknowledged.get(topic))) {
      republish(topic);
    }
  }

  @Override
  public void republish(String topic) {
    String payload = ledger.get(topic);
    if (!connected || payload == null) {
      return;
    }
    if (payload.isEmpty()) {
      ledger.remove(topic);
      acknowledged.remove(topic);
    } else {
      acknowledged.put(topic, payload);
    }
    record(topic, payload, true);
  }

  @Override
  public void publishEvent(String topic, String payload) {
    if (connected) {
      record(topic, payload, false);
    }
  }

  @Override
  public void subscribe(String filter, Consumer<InboundMessage> handler) {
    subscriptions.add(new Subscription(filter, handler));
  }

  @Override
  public void onConnected(Consumer<Boolean> listener) {
    listeners.add(listener);
  }

  @Override
  public LinkState state() {
    return new LinkState(connected, since, trouble, "mqtt://localhost:1883", "configuration");
  }

  private void record(String topic, String payload, boolean retained) {
    published.add(new Published(clock.instant(), topic, payload, retained));
    receive(new InboundMessage(topic, payload, retained, null, clock.instant()));
  }

  private static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
