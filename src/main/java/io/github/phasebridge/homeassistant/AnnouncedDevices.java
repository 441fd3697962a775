package io.github.phasebridge.homeassistant;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.mqtt.BrokerLink;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Everything that was ever announced and not withdrawn: what {@code discovery --print}, {@code
 * --publish} and {@code --remove} work on. Needs no vendor, only the data directory and the broker.
 */
public final class AnnouncedDevices {

  /** How long the broker is given to acknowledge what was published anew. */
  private static final Duration ACKNOWLEDGE = Duration.ofSeconds(1);

  private final Topics topics;
  private final BrokerLink link;
  private final AnnouncementRegistry registry;
  private final Turns turns;

  /**
   * One announced device.
   *
   * @param device the device
   * @param discoveryTopic where it is announced
   * @param payload the discovery payload as indented JSON
   */
  public record Entry(DeviceId device, String discoveryTopic, String payload) {}

  /** Creates one that does nothing by itself. */
  @Inject
  public AnnouncedDevices(
      Topics topics,
      BrokerLink link,
      AnnouncementRegistry registry,
      ScheduledExecutorService scheduler) {
    this.topics = topics;
    this.link = link;
    this.registry = registry;
    turns = new Turns(scheduler);
  }

  /**
   * Returns all of them, the bridge's own first.
   *
   * @throws io.github.phasebridge.storage.StorageException if the list cannot be read
   */
  public List<Entry> list() {
    return bridgeFirst().stream()
        .map(a -> new Entry(a.device(), a.discoveryTopic(), a.payload().toPrettyString()))
        .toList();
  }

  /**
   * Publishes the devices that were announced under the base topic and the discovery prefix of
   * today anew, 100 ms apart, but not those that are being withdrawn; a running bridge then
   * announces also those again that the user had deleted. The link must be connected.
   *
   * @return how many, when the broker had time to acknowledge them
   */
  public CompletionStage<Integer> publish() {
    List<Announcement> current =
        bridgeFirst().stream()
            .filter(a -> !a.withdrawing())
            .filter(a -> a.discoveryTopic().equals(topics.discovery(a.device())))
            .toList();
    Duration delay = Duration.ZERO;
    for (Announcement announcement : current) {
      turns.after(
          delay,
          () ->
              link.publishRetained(
                  announcement.discoveryTopic(), announcement.payload().toString()));
      delay = delay.plus(SpacedQueue.SPACING);
    }
    CompletableFuture<Integer> done = new CompletableFuture<>();
    turns.after(delay.plus(ACKNOWLEDGE), () -> done.complete(current.size()));
    return done;
  }

  /**
   * Takes every device out of Home Assistant and clears its retained topics, the bridge's own last;
   * begins anew with what is left if the broker goes away meanwhile. Not to be used while the
   * bridge runs on the same data directory.
   *
   * @return how many, when all are withdrawn; about 6 s and 100 ms for each device
   */
  public CompletionStage<Integer> remove() {
    List<Announcement> all = bridgeFirst().reversed();
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    Duration delay = Duration.ZERO;
    for (Announcement announcement : all) {
      CompletableFuture<Void> withdrawn = new CompletableFuture<>();
      Withdrawal withdrawal =
          new Withdrawal(announcement, true, link, registry, turns, () -> withdrawn.complete(null));
      turns.after(delay, withdrawal::begin);
      link.onConnected(_ -> turns.soon(withdrawal::begin));
      delay = delay.plus(SpacedQueue.SPACING);
      done = CompletableFuture.allOf(done, withdrawn);
    }
    return done.thenApply(_ -> all.size());
  }

  private List<Announcement> bridgeFirst() {
    return registry.all().stream()
        .sorted(Comparator.comparing((Announcement a) -> !a.device().equals(Topics.BRIDGE)))
        .toList();
  }
}
