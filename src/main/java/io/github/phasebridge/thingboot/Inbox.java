package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.log.RawMessages;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of the cloud and of relays on the LAN to the relay that they are about. A
 * relay's messages count only when they come over its own link.
 */
final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private static final String NAME = ThingbootSource.NAME;

  private final Relays relays;
  private final CloudWatch cloud;
  private final Tally tally;
  private final RawMessages raw;
  private final PushSieve fromCloud = new PushSieve();
  private final Map<DeviceId, PushSieve> fromRelays = new HashMap<>();

  /**
   * Makes one that has seen nothing.
   *
   * @param raw takes every body
   */
  Inbox(Relays relays, CloudWatch cloud, Tally tally, RawMessages raw) {
    this.relays = relays;
    this.cloud = cloud;
    this.tally = tally;
    this.raw = raw;
  }

  /** Takes a body that came from the cloud. */
  void fromCloud(String body, Instant receivedAt) {
    raw.add(LOG, NAME, "message of the cloud", body);
    cloud.pushed();
    take(PushParser.parse(body, null), fromCloud, false, receivedAt);
  }

  /** Takes a body that came to the address for reports of this relay. */
  void fromRelay(String vendorId, String body, Instant receivedAt) {
    raw.add(LOG, NAME, "message to the address of relay " + vendorId, body);
    Optional<Relay> relay = relays.get(KnownRelay.idOf(vendorId)).filter(it -> it.who().onLan());
    if (relay.isEmpty()) {
      tally.unreadable("it came to the address of a relay that is not listed with an address");
      return;
    }
    PushSieve sieve = fromRelays.computeIfAbsent(relay.get().who().id(), _ -> new PushSieve());
    take(PushParser.parse(body, relay.get().who().vendorId()), sieve, true, receivedAt);
  }

  private void take(
      PushParser.Parsed parsed, PushSieve sieve, boolean overLan, Instant receivedAt) {
    parsed.problems().forEach(tally::unreadable);
    for (PushMessage message : parsed.messages()) {
      Optional<Relay> relay = relayOf(message.device());
      if (relay.isEmpty()) {
        LOG.debug("A message about {}, which is not bridged, is ignored.", message.device());
        tally.ignored();
      } else if (relay.get().who().onLan() != overLan) {
        LOG.debug("A message about {} came over another link and is ignored.", message.device());
        tally.ignored();
      } else {
        PushMessage named = message.from(relay.get().who().vendorId());
        PushSieve.Verdict verdict = sieve.judge(named, receivedAt);
        count(named, verdict);
        relay.get().onMessage(named, verdict, receivedAt);
      }
    }
  }

  private void count(PushMessage message, PushSieve.Verdict verdict) {
    if (verdict.repeated()) {
      tally.repeated();
    } else {
      tally.taken(message.type());
    }
  }

  private Optional<Relay> relayOf(@Nullable String vendorId) {
    return vendorId == null || vendorId.isEmpty() ? Optional.empty() : relays.named(vendorId);
  }
}
