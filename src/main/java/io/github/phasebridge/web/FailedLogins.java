package io.github.phasebridge.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down whoever guesses: after some wrong passwords an address has to wait. Safe for many
 * threads.
 */
final class FailedLogins {

  /** How many wrong passwords in a row are free. */
  static final int FREE = 5;

  /** How long an address waits after them. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** More addresses at once look like an attack: no new one may try until some had their pause. */
  static final int MOST_ADDRESSES = 100;

  private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

  private final LongSupplier nanoTime;
  private final Map<InetAddress, Failures> failures = new HashMap<>();

  private record Failures(int count, long last) {}

  FailedLogins(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Returns whether a password from this address is looked at. */
  synchronized boolean mayTry(InetAddress address) {
    long now = nanoTime.getAsLong();
    failures.values().removeIf(it -> now - it.last() >= PAUSE.toNanos());
    Failures known = failures.get(address);
    return known == null ? failures.size() < MOST_ADDRESSES : known.count() < FREE;
  }

  /** Remembers a wrong password, and says once when the address has to wait. */
  synchronized void failed(InetAddress address) {
    Failures known = failures.get(address);
    int count = known == null ? 1 : known.count() + 1;
    failures.put(address, new Failures(count, nanoTime.getAsLong()));
    if (count == FREE) {
      LOG.warn(
          "The page got {} wrong passwords from {}, which has to wait for {} s now",
          FREE,
          address.getHostAddress(),
          PAUSE.toSeconds());
    }
  }

  /** Forgets the wrong passwords before the right one. */
  synchronized void succeeded(InetAddress address) {
    failures.remove(address);
  }
}
