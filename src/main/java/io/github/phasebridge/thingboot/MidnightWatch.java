package io.github.phasebridge.thingboot;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * Finds that a day has begun. The vendor does not say which clock "since 00:00 today" follows, so
 * the midnights of this machine and of China both count.
 */
final class MidnightWatch {

  private static final ZoneId CHINA = ZoneOffset.ofHours(8);

  private final Set<ZoneId> zones;
  private final InstantSource clock;
  private final RelayDirectory directory;
  private final Relays relays;
  private final Memory memory;

  /**
   * Makes one that begins where an earlier run ended.
   *
   * @param zone this machine's zone
   */
  MidnightWatch(
      ZoneId zone, InstantSource clock, RelayDirectory directory, Relays relays, Memory memory) {
    this.zones = zone.equals(CHINA) ? Set.of(zone) : Set.of(zone, CHINA);
    this.clock = clock;
    this.directory = directory;
    this.relays = relays;
    this.memory = memory;
  }

  /** Looks whether a day has begun since the last look. */
  void look() {
    Instant now = clock.instant();
    Instant last = directory.lastMidnightLook().orElse(now);
    boolean first = directory.lastMidnightLook().isEmpty();
    directory.lastMidnightLook(now);
    boolean begun = zones.stream().anyMatch(zone -> isAnotherDay(zone, last, now));
    if (begun) {
      relays.all().forEach(Relay::onMidnight);
    }
    if (begun || first) {
      memory.saveAll();
    }
  }

  private static boolean isAnotherDay(ZoneId zone, Instant last, Instant now) {
    return now.atZone(zone).toLocalDate().isAfter(last.atZone(zone).toLocalDate());
  }
}
