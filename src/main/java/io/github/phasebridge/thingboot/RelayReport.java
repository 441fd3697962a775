package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Channel;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.SourceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the relays' source can say about itself: how messages come, which relays are away, and who
 * sends nothing. Trouble of the cloud itself and of the connection for its messages is told as the
 * cloud's state and is no notice here. The vendor names no limit of calls, so there is no
 * allowance. Made on the source's thread.
 */
final class RelayReport {

  private static final Logger LOG = LoggerFactory.getLogger(RelayReport.class);

  /** A metering relay reports every 60 s at most; after so long it is no coincidence. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** The longest interval at which a metering relay reports is 60 s. */
  private static final Duration FIRST_REPORT = Duration.ofSeconds(90);

  /** The property that tells whether a relay measures, and so reports by itself. */
  private static final String METERING = "metering";

  private final ThingbootConfig config;
  private final Relays relays;
  private final RelayDirectory directory;
  private final CloudWatch cloud;
  private final @Nullable PushFeed feed;
  private final PostIntake posts;
  private final InstantSource clock;
  private final Instant begun;
  private final Map<String, Since> states = new HashMap<>();
  private boolean silenceTold;

  /** What something is, and since when. */
  private record Since(boolean what, Instant at) {}

  /**
   * Makes one that has not looked yet.
   *
   * @param feed how the cloud's messages come, null for not at all
   * @param posts where relays on the LAN report
   */
  RelayReport(
      ThingbootConfig config,
      Relays relays,
      RelayDirectory directory,
      CloudWatch cloud,
      @Nullable PushFeed feed,
      PostIntake posts,
      InstantSource clock) {
    this.config = config;
    this.relays = relays;
    this.directory = directory;
    this.cloud = cloud;
    this.feed = feed;
    this.posts = posts;
    this.clock = clock;
    this.begun = clock.instant();
  }

  SourceReport make() {
    List<Channel> channels = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    if (feed != null) {
      channels.add(messages(feed));
      boolean silent = silent();
      Notice silence = silence(since("silence", silent));
      if (silent) {
        notices.add(silence);
      }
      log(silent, silence);
    }
    for (Relay relay : relays.all()) {
      if (relay.who().onLan()) {
        channels.add(lan(relay));
      }
      about(relay, notices);
    }
    return new SourceReport(channels, List.of(), notices);
  }

  private Channel messages(PushFeed through) {
    boolean mqtt = config.push() == ThingbootConfig.Push.MQTT;
    boolean connected = through.connected();
    return new Channel(
        mqtt ? "Messages over MQTT" : "Messages over the webhook",
        new Condition(connected, since("messages", connected), connected ? "" : through.problem()));
  }

  private Channel lan(Relay relay) {
    boolean there = !relay.knownOffline();
    return new Channel(
        "LAN link to " + relay.who().name(),
        new Condition(
            there,
            since("lan " + relay.who().id(), there),
            there
                ? ""
                : "The relay at "
                    + relay.link().title()
                    + " cannot be reached. Check its power, its Wi-Fi and its address in"
                    + " thingboot.devices."));
  }

  private void about(Relay relay, List<Notice> notices) {
    DeviceId id = relay.who().id();
    boolean offline = relay.knownOffline();
    Instant offlineSince = since("offline " + id, offline);
    boolean missing = !relay.who().onLan() && directory.isListed(id) && directory.isMissing(id);
    Instant missingSince = since("missing " + id, missing);
    if (missing) {
      notices.add(missing(relay, missingSince));
    } else if (offline) {
      notices.add(offline(relay, offlineSince));
    } else if (relay.who().onLan() && !relay.reports() && isLongAgo(begun, FIRST_REPORT)) {
      notices.add(reportsNothing(relay));
    }
  }

  /** Messages can come, relays are there and measure, and yet none comes. */
  private boolean silent() {
    return cloud.pushes()
        && !cloud.pushesWithin(SILENCE)
        && isLongAgo(since("messages", true), SILENCE)
        && relays.onCloud().stream()
            .anyMatch(relay -> relay.available() && relay.position(METERING).orElse(true));
  }

  /** Says it once, and once when it is over. */
  private void log(boolean silent, Notice silence) {
    if (silent == silenceTold) {
      return;
    }
    silenceTold = silent;
    if (silent) {
      LOG.warn("{}. {}", silence.title(), silence.text());
    } else {
      LOG.info("Messages of ThingBoot come again.");
    }
  }

  private Notice silence(Instant since) {
    boolean mqtt = config.push() == ThingbootConfig.Push.MQTT;
    return new Notice(
        Severity.WARNING,
        "ThingBoot sends no messages",
        "Relays are online and should report every minute, but no message has come for minutes;"
            + " relays are only asked, so buttons pressed at them are missed. In the vendor's"
            + " console, under the message push, "
            + (mqtt
                ? "choose MQTT (not an HTTP address)."
                : "enter the address " + posts.address("") + ".")
            + " Another program with the same account may also take the messages.",
        since);
  }

  private static Notice missing(Relay relay, Instant since) {
    return new Notice(
        Severity.WARNING,
        "Relay " + relay.who().name() + " is not in the account",
        "It is listed in thingboot.devices, but the ThingBoot account does not have "
            + relay.who().vendorId()
            + ". Check the id.",
        since);
  }

  private static Notice offline(Relay relay, Instant since) {
    String how =
        relay.who().onLan()
            ? "Nothing answers at "
                + relay.link().title()
                + ". Check its power, its Wi-Fi and its"
                + " address in thingboot.devices."
            : "The ThingBoot cloud says that it is offline. Check its power and its Wi-Fi, and"
                + " compare with the vendor's app.";
    return new Notice(
        Severity.WARNING,
        "Relay " + relay.who().name() + " is offline",
        how + " Commands are refused until it is back.",
        since);
  }

  private Notice reportsNothing(Relay relay) {
    return new Notice(
        Severity.WARNING,
        "Relay " + relay.who().name() + " reports nothing",
        "Its state is unknown and its commands are not confirmed. "
            + (posts.open() ? "Enter " : "Set web.webhook-port and web.webhook-token, and enter ")
            + posts.address(relay.who().vendorId())
            + " as the message reporting URL in the relay's settings.",
        begun);
  }

  private boolean isLongAgo(Instant moment, Duration span) {
    return Duration.between(moment, clock.instant()).compareTo(span) > 0;
  }

  /** Returns since when something is what it is now. */
  private Instant since(String subject, boolean now) {
    return states
        .merge(
            subject,
            new Since(now, clock.instant()),
            (before, latest) -> before.what() == latest.what() ? before : latest)
        .at();
  }
}
