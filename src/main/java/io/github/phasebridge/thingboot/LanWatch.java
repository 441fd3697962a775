package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.PostIntake;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cares for relays on the LAN: tells the address for reports of one that sends none, and finds out
 * when one that could not be reached is back, since it may have no other way to show it.
 */
final class LanWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LanWatch.class);

  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(30);

  /** The longest interval at which a metering relay reports is 60 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Relays relays;
  private final LanProbe probe;
  private final PostIntake posts;
  private final RelayThread thread;
  private final Set<DeviceId> probed = new HashSet<>();

  LanWatch(Relays relays, LanProbe probe, PostIntake posts, RelayThread thread) {
    this.relays = relays;
    this.probe = probe;
    this.posts = posts;
    this.thread = thread;
  }

  void begin() {
    thread.in(PATIENCE, this::warn);
    thread.every(BETWEEN_PROBES, this::probe);
  }

  private void warn() {
    for (Relay relay : relays.onLan()) {
      if (!relay.reports()) {
        LOG.warn(
            "{} has reported nothing yet, so its state is unknown and its commands are not"
                + " confirmed. {}enter {} as the message reporting URL in the relay's settings.",
            relay.who().title(),
            posts.open() ? "To change that, " : "Set web.webhook-port and web.webhook-token, and ",
            posts.address(relay.who().vendorId()));
      }
    }
  }

  private void probe() {
    for (Relay relay : relays.onLan()) {
      URI address = relay.who().address();
      if (address != null && relay.knownOffline() && probed.add(relay.who().id())) {
        thread.then(
            probe.answers(address), answers -> probed(relay, answers), _ -> probed(relay, false));
      }
    }
  }

  private void probed(Relay relay, boolean answers) {
    probed.remove(relay.who().id());
    if (answers) {
      relay.onReachable();
    }
  }
}
