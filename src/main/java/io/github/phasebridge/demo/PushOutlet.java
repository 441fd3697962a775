package io.github.phasebridge.demo;

/** The way by which the messages of a simulated cloud or relay leave it. */
@FunctionalInterface
public interface PushOutlet extends AutoCloseable {

  /** Sends nothing. */
  PushOutlet NOWHERE = _ -> {};

  /** Sends one message; returns at once, never fails, and keeps the order of messages. */
  void send(String body);

  /** Gives up what is not sent yet. */
  @Override
  default void close() {}
}
