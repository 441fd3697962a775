package io.github.phasebridge.thingboot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A feed whose messages a test makes. */
final class FakeFeed implements PushFeed {

  boolean connected = true;
  String problem = "";
  private @Nullable Receiver receiver;
  private int starts;

  @Override
  public void start(Receiver taker) {
    receiver = taker;
    starts++;
  }

  @Override
  public void stop() {
    receiver = null;
  }

  @Override
  public boolean connected() {
    return connected;
  }

  @Override
  public String problem() {
    return problem;
  }

  boolean running() {
    return receiver != null;
  }

  int starts() {
    return starts;
  }

  void deliver(@Nullable String device, String body, Instant at) {
    Receiver taker = receiver;
    if (taker != null) {
      taker.received(device, body, at);
    }
  }
}
