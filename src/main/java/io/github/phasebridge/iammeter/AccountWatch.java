package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.quota.Backoff;
import io.github.phasebridge.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for the account's meters when what is known of them is old, and lets the poller know. */
final class AccountWatch {

  private static final Logger LOG = LoggerFactory.getLogger(AccountWatch.class);
  private static final String SUBJECT = "The account's list of meters";

  private final AccountDirectory directory;
  private final Round.Surroundings around;
  private final MeterPoller poller;
  private final Worker worker;
  private final Backoff backoff;
  private List<KnownMeter> said = List.of();
  private @Nullable Instant next;

  AccountWatch(
      AccountDirectory directory, Round.Surroundings around, MeterPoller poller, Worker worker) {
    this.directory = directory;
    this.around = around;
    this.poller = poller;
    this.worker = worker;
    this.backoff = around.backoffs().siteList();
  }

  /** Begins with the meters that are known, and keeps the list of them up to date. */
  void begin() {
    if (directory.asksAccount()) {
      in(directory.untilRefresh());
    }
    List<KnownMeter> meters = directory.meters();
    tellAccount(meters);
    poller.read(meters);
  }

  /** Returns when the list is asked for next; null if never. */
  @Nullable Instant next() {
    return next;
  }

  /** Returns whether there is nothing to read although the account's list is known. */
  boolean hasNoMeter() {
    return directory.isKnown() && directory.meters().isEmpty();
  }

  private void in(Duration delay) {
    next = around.clock().instant().plus(delay);
    worker.in(delay, this::refresh);
  }

  private void tellAccount(List<KnownMeter> meters) {
    around.account().consistsOf(meters.stream().map(KnownMeter::id).toList());
  }

  private void refresh() throws InterruptedException {
    Duration wait = around.account().pause();
    try {
      if (wait.isZero()) {
        wait = ask();
      }
    } finally {
      in(wait);
    }
  }

  private Duration ask() throws InterruptedException {
    List<MeterInfo> answer;
    try {
      answer = around.api().siteList();
    } catch (IammeterFailure failure) {
      return reactTo(failure);
    } catch (StorageException e) {
      around.log().failed(SUBJECT, String.valueOf(e.getMessage()));
      return backoff.next();
    }
    around.account().worked();
    around.log().works(SUBJECT);
    backoff.reset();
    take(answer);
    return directory.untilRefresh();
  }

  private Duration reactTo(IammeterFailure failure) {
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    if (failure.kind() == IammeterFailure.Kind.QUOTA) {
      around.log().waits(SUBJECT, AccountState.sentence(failure));
      return asked.isPositive() ? asked : backoff.next();
    }
    around.account().listFailed(SUBJECT, failure);
    Duration own = backoff.next();
    return own.compareTo(asked) > 0 ? own : asked;
  }

  private void take(List<MeterInfo> answer) {
    for (DeviceId gone : directory.refreshed(answer)) {
      LOG.info("{} was missing from the account twice and is removed.", gone);
      poller.remove(gone);
    }
    List<KnownMeter> meters = directory.meters();
    tellAccount(meters);
    poller.read(meters);
    poller.save();
    try {
      directory.save();
    } catch (StorageException e) {
      around.log().failed("Remembering meters", String.valueOf(e.getMessage()));
    }
    say(meters);
  }

  private void say(List<KnownMeter> meters) {
    if (meters.isEmpty()) {
      LOG.warn("The account has no meter, and none is listed in the configuration.");
    } else if (!meters.equals(said)) {
      LOG.info(
          "Meters: {}.", meters.stream().map(KnownMeter::title).collect(Collectors.joining(", ")));
    }
    said = meters;
  }
}
