package io.github.phasebridge.thingboot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where messages of the cloud or of relays on the LAN come in. */
public interface PushFeed {

  /** Takes messages. */
  @FunctionalInterface
  interface Receiver {

    /**
     * Takes one body; returns at once and never throws.
     *
     * @param device the relay's id if the way it came tells, else null
     * @param body the text
     * @param receivedAt when it arrived
     */
    void received(@Nullable String device, String body, Instant receivedAt);
  }

  /** Starts to deliver; returns at once. */
  void start(Receiver receiver);

  /** Stops to deliver. */
  void stop();

  /** Returns whether messages of the cloud can arrive now, as far as we know. */
  boolean connected();

  /** Returns what is wrong and what to do about it, empty while all is well. */
  String problem();
}
