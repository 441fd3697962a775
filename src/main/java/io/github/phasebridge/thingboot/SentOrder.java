package io.github.phasebridge.thingboot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An order that was handed to the link. Moments are those of the monotonic clock. */
final class SentOrder {

  /** How long an order at least waits for its proof after the link answered late. */
  private static final Duration AFTER_ANSWER = Duration.ofSeconds(1);

  /** A link answers sooner, by contract; this keeps a broken one from holding up the relay. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Pending pending;
  private final String extra;
  private final Proof proof;
  private final long sentAt;
  private boolean answered;
  private long answeredAt;
  private @Nullable LinkFailure uncertain;
  private boolean askedState;
  private boolean learned;

  SentOrder(Pending pending, String extra, Proof proof, long sentAt) {
    this.pending = pending;
    this.extra = extra;
    this.proof = proof;
    this.sentAt = sentAt;
  }

  Pending pending() {
    return pending;
  }

  String extra() {
    return extra;
  }

  Proof proof() {
    return proof;
  }

  /** Returns whether this order switches the property. */
  boolean switches(String property) {
    return proof instanceof PositionProof position && position.property().equals(property);
  }

  /** Takes the end of the request, with the failure if nobody knows whether it arrived. */
  void answered(long now, @Nullable LinkFailure failure) {
    answered = true;
    answeredAt = now;
    uncertain = failure;
  }

  /** Returns whether the request ended. */
  boolean answered() {
    return answered;
  }

  /** Returns whether the request ended before this moment. */
  boolean answeredBefore(long moment) {
    return answered && moment - answeredAt > 0;
  }

  /** Returns whether the link should have answered long ago. */
  boolean abandoned(long now) {
    return !answered && now - sentAt >= LONGEST_ANSWER.toNanos();
  }

  /** Returns why nobody knows whether the request arrived, null if it did. */
  @Nullable LinkFailure uncertain() {
    return uncertain;
  }

  /** Returns whether the time for its proof is over. */
  boolean over(long now) {
    return answered && now - limit() >= 0;
  }

  /** Returns whether it is time to ask for the state; true once. */
  boolean asksState(long now) {
    if (!answered || askedState || !(proof instanceof PositionProof position)) {
      return false;
    }
    askedState = now - askAt(position) >= 0;
    return askedState;
  }

  /** Returns the nanoseconds until one of the above changes. */
  long untilDue(long now) {
    if (!answered) {
      return sentAt + LONGEST_ANSWER.toNanos() - now;
    }
    long due = limit() - now;
    return !askedState && proof instanceof PositionProof position
        ? Math.min(due, askAt(position) - now)
        : due;
  }

  private long limit() {
    long byAnswer = answeredAt + AFTER_ANSWER.toNanos();
    long bySending = sentAt + proof.patience().toNanos();
    return bySending - byAnswer >= 0 ? bySending : byAnswer;
  }

  private long askAt(PositionProof position) {
    return sentAt + position.askAfter().toNanos();
  }

  /** Notes that the relay is told of its confirmation; true once. */
  boolean learn() {
    boolean first = !learned;
    learned = true;
    return first;
  }
}
