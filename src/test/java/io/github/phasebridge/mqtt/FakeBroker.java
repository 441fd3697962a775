package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.mqtt.Connection.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Connections without a network: tests say what the broker does, and read what it got. */
final class FakeBroker implements Connection.Factory {

  /** All connections that were ever tried. */
  final List<FakeConnection> connections = new ArrayList<>();

  /** Topics and filters that the broker refuses. */
  final Set<String> refused = new HashSet<>();

  /** Whether a new connection is accepted at once; otherwise the test says. */
  boolean accepting = true;

  /** Whether what is published is acknowledged at once; otherwise the test says. */
  boolean acknowledging = true;

  @Override
  public Connection create(MqttConfig config, Connection.Listener listener) {
    FakeConnection connection = new FakeConnection(config, listener);
    connections.add(connection);
    return connection;
  }

  FakeConnection latest() {
    return connections.getLast();
  }

  /** One connection and what was sent through it. */
  final class FakeConnection implements Connection {

    /** What was sent, in order: {@code topic=payload} with {@code !} before what is retained. */
    final List<String> sent = new ArrayList<>();

    final List<CompletableFuture<Answer>> unanswered = new ArrayList<>();
    final Map<String, Intake> subscriptions = new HashMap<>();
    final MqttConfig config;
    final Listener listener;

    private FakeConnection(MqttConfig config, Listener listener) {
      this.config = config;
      this.listener = listener;
    }

    @Override
    public void open() {
      if (accepting) {
        listener.opened();
      }
    }

    @Override
    public CompletionStage<Answer> publish(String topic, String payload, boolean retained) {
      sent.add((retained ? "!" : "") + topic + "=" + payload);
      return answer(topic);
    }

    @Override
    public CompletionStage<Answer> subscribe(String filter, Intake intake) {
      sent.add("subscribe " + filter);
      subscriptions.put(filter, intake);
      return answer(filter);
    }

    private CompletionStage<Answer> answer(String name) {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      unanswered.add(answer);
      if (refused.contains(name)) {
        answer.complete(new Answer("not authorized"));
      } else if (acknowledging) {
        acknowledge();
      }
      return answer;
    }

    void acknowledge() {
      unanswered.forEach(answer -> answer.complete(Answer.ACCEPTED));
      unanswered.clear();
    }

    void breakWith(Throwable cause) {
      listener.ended(cause);
      unanswered.forEach(answer -> answer.completeExceptionally(cause));
    }

    @Override
    public CompletionStage<Void> close(boolean withWill) {
      sent.add(withWill ? "disconnect with will" : "disconnect");
      return CompletableFuture.completedFuture(null);
    }
  }
}
