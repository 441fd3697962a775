package io.github.phasebridge.thingboot;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells new messages from repeated and late ones, for all devices of one sender (the cloud, or one
 * relay on the LAN). Not safe for use by several threads.
 *
 * <p>A message is the same as an earlier one if it has the same {@code mid} (and type, and name;
 * and content, unless it is an event), else if device, name and time are the same and its content
 * too; without either it is never taken for a repetition. Its state is late if a state of that
 * device with a later time was already taken. Its age is measured against the smallest offset seen
 * between the sender's clock and ours, so that a sender whose clock is wrong (or lives in China's
 * time) is understood; an implausible time is ignored. See {@link SenderClock} for what is
 * plausible.
 */
public final class PushSieve {

  private static final Duration OLDEST_EVENT = Duration.ofSeconds(30);

  /** More relays than any account has; what is beyond is a flood of invented ids. */
  private static final int MOST_DEVICES = 1000;

  private final SequencedMap<String, Device> devices = new LinkedHashMap<>(16, 0.75f, true);

  /** The latest difference that no right clock has; other devices' clocks may have it too. */
  private List<Duration> oddOffsets = List.of();

  /**
   * What to make of a message.
   *
   * @param repeated whether it was seen before: it must have no effect at all
   * @param late whether its state is older than what is known: its state must not be used
   * @param tooOld whether it is an event (online and offline included) that happened so long ago
   *     (30 s) that it must not fire
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
    Device device = devices.computeIfAbsent(message.device(), _ -> new Device());
    if (devices.size() > MOST_DEVICES) {
      devices.pollFirstEntry();
    }
    if (device.seen.isRepeated(message, receivedAt)) {
      return new Verdict(true, false, false, receivedAt);
    }
    Instant at = message.at();
    Optional<Duration> age = at == null ? Optional.empty() : age(device, at, receivedAt);
    return new Verdict(
        false,
        age.isPresent() && at != null && device.isLate(message, at),
        age.filter(old -> isEvent(message) && old.compareTo(OLDEST_EVENT) > 0).isPresent(),
        age.map(receivedAt::minus).orElse(receivedAt));
  }

  private Optional<Duration> age(Device device, Instant at, Instant receivedAt) {
    Optional<Duration> before = device.clock.offset();
    Optional<Duration> age = device.clock.age(at, receivedAt, oddOffsets);
    Optional<Duration> after = device.clock.offset();
    after.filter(SenderClock::isOdd).ifPresent(offset -> oddOffsets = List.of(offset));
    if (before.isPresent()
        && after.isPresent()
        && SenderClock.wasSetBack(before.get(), after.get())) {
      // Its clock was set back: the times before say nothing about those from now on.
      device.latest = null;
    }
    return age;
  }

  private static boolean isEvent(PushMessage message) {
    return message.type() == PushMessage.Type.EVENT || isConnection(message);
  }

  private static boolean isConnection(PushMessage message) {
    return message.type() == PushMessage.Type.ONLINE || message.type() == PushMessage.Type.OFFLINE;
  }

  /** What is remembered of a device. */
  private static final class Device {

    private final SeenMessages seen = new SeenMessages();
    private final SenderClock clock = new SenderClock();
    private @Nullable Instant latest;

    private boolean isLate(PushMessage message, Instant at) {
      Instant known = latest;
      if (known != null && at.isBefore(comparable(known, at))) {
        return true;
      }
      boolean tells = !message.report().properties().isEmpty() || isConnection(message);
      if (tells && (known == null || at.isAfter(known))) {
        latest = at;
      }
      return false;
    }

    /** Against a time in whole seconds no other can be compared more finely. */
    private static Instant comparable(Instant known, Instant at) {
      boolean whole = at.equals(at.truncatedTo(ChronoUnit.SECONDS));
      return whole ? known.truncatedTo(ChronoUnit.SECONDS) : known;
    }
  }
}
