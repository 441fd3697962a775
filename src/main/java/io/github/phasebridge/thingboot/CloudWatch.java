package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.log.RepeatedFailures;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the cloud can be used, and when it was last heard. It counts as connected while its HTTP
 * interface answers; that its messages do not arrive is a reason to tell, since relays are then
 * only asked.
 */
final class CloudWatch {

  private static final Logger LOG = LoggerFactory.getLogger(CloudWatch.class);

  /** Every sentence about it names the cloud itself. */
  private static final String SUBJECT = "ThingBoot";

  private static final String NO_MESSAGES =
      "Messages of the cloud do not arrive, relays are only asked.";

  /** A connection takes a moment; only what lasts is worth a word. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The longest interval at which a metering relay reports is 60 s. */
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(90);

  private final Outlet outlet;
  private final @Nullable PushFeed feed;
  private final LongSupplier nanoTime;
  private final RepeatedFailures failures;

  private @Nullable String failure;
  private @Nullable String told;
  private boolean answered;
  private boolean wasConnected;
  private long heardAt;
  private long pushedAt;
  private long notConnectedSince;
  private boolean everPushed;
  private boolean missesMessages;

  /**
   * Makes one that knows nothing.
   *
   * @param feed how the cloud's messages come, null for not at all
   */
  CloudWatch(Outlet outlet, @Nullable PushFeed feed, LongSupplier nanoTime) {
    this.outlet = outlet;
    this.feed = feed;
    this.nanoTime = nanoTime;
    this.failures = new RepeatedFailures(LOG, nanoTime);
    this.heardAt = nanoTime.getAsLong();
    this.notConnectedSince = heardAt;
  }

  /** A call brought what was asked for. */
  void worked() {
    failures.succeeded(SUBJECT);
    failure = null;
    answered = true;
    heardAt = nanoTime.getAsLong();
    tell();
  }

  /** A call failed. */
  void failed(LinkFailure problem) {
    String sentence = Objects.toString(problem.getMessage());
    failures.failed(SUBJECT, sentence);
    failure = sentence;
    answered = true;
    tell();
  }

  /** The cloud sent a message. */
  void pushed() {
    pushedAt = nanoTime.getAsLong();
    heardAt = pushedAt;
    everPushed = true;
  }

  /** Returns whether messages can come now, as far as we know. */
  boolean pushes() {
    return feed != null && feed.connected();
  }

  /** Returns whether messages come, the last one not longer ago than this. */
  boolean pushesWithin(Duration span) {
    return pushes() && everPushed && since(pushedAt).compareTo(span) <= 0;
  }

  /** Returns whether nothing was heard of the cloud for longer than this. */
  boolean isSilentFor(Duration span) {
    return since(heardAt).compareTo(span) > 0;
  }

  /**
   * Looks at how messages come.
   *
   * @return whether they begin to come now, so that some may have been missed
   */
  boolean look() {
    boolean connected = pushes();
    boolean begins = connected && !wasConnected;
    if (wasConnected && !connected) {
      notConnectedSince = nanoTime.getAsLong();
    }
    wasConnected = connected;
    logMessages(connected);
    tell();
    return begins;
  }

  private Duration since(long moment) {
    return Duration.ofNanos(nanoTime.getAsLong() - moment);
  }

  private void tell() {
    if (!answered) {
      return;
    }
    String reason = failure == null ? feedProblem() : failure;
    String now = (failure == null) + reason;
    if (!now.equals(told)) {
      told = now;
      outlet.cloud(failure == null, reason);
    }
  }

  private void logMessages(boolean connected) {
    if (connected && missesMessages) {
      missesMessages = false;
      LOG.info("Messages of the ThingBoot cloud can arrive now.");
    } else if (feed != null
        && failure == null
        && !connected
        && !missesMessages
        && since(notConnectedSince).compareTo(LONGEST_QUIET) >= 0) {
      missesMessages = true;
      LOG.warn("{} {}", NO_MESSAGES, feed.problem());
    }
  }

  private String feedProblem() {
    if (feed == null || feed.connected() || since(notConnectedSince).compareTo(PATIENCE) < 0) {
      return "";
    }
    return NO_MESSAGES + " " + feed.problem();
  }
}
