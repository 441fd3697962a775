package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.DataDir;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What commands beside the bridge want to know of the relays. It sends no order and leaves the
 * vendor's broker alone, which lets in one client for each id.
 */
public final class RelayOverview {

  private final ThingbootConfig config;
  private final ThingbootApi api;
  private final Products products;
  private final DataDir dataDir;
  private final ApiCalls calls;
  private final LanProbe probe = new TcpProbe();

  /**
   * One relay.
   *
   * @param name the configured name, else the vendor's
   * @param id the vendor's id
   * @param device its id in topics
   * @param product the product definition that is used
   * @param link how it is reached, in words
   * @param online whether it is connected, null if nobody says
   * @param firmware the installed version, null if unknown
   * @param problem what is wrong with it, null for nothing
   */
  public record Line(
      String name,
      String id,
      String device,
      String product,
      String link,
      @Nullable Boolean online,
      @Nullable String firmware,
      @Nullable String problem) {}

  @Inject
  RelayOverview(
      ThingbootConfig config,
      ThingbootApi api,
      Products products,
      DataDir dataDir,
      ApiCalls calls) {
    this.config = config;
    this.api = api;
    this.products = products;
    this.dataDir = dataDir;
    this.calls = calls;
  }

  /** Returns whether the account is asked for relays at all. */
  public boolean usesAccount() {
    return config.hasAccount();
  }

  /**
   * Lists the relays that would be bridged: asks the account once for its devices, and tries
   * connections to those on the LAN, without sending anything.
   *
   * @throws LinkFailure if the account cannot be asked; {@link #onLan} still works
   */
  public List<Line> relays() throws LinkFailure {
    RelayDirectory directory = directory();
    List<DeviceRecord> records = config.hasAccount() ? account() : List.of();
    var _ = directory.refreshed(records);
    List<Line> lines = new ArrayList<>();
    for (KnownRelay relay : directory.relays()) {
      lines.add(relay.onLan() ? onLan(relay) : overCloud(relay, records));
    }
    return lines;
  }

  /** Lists only the relays on the LAN. */
  public List<Line> onLan() {
    return directory().relays().stream().filter(KnownRelay::onLan).map(this::onLan).toList();
  }

  /** Returns what looks odd in the configuration, beyond what it can tell by itself. */
  public List<String> warnings() {
    return UnusedUnits.sentences(config, products);
  }

  /** Returns the calls to the cloud so far, by path. */
  public Map<String, Integer> callsUsed() {
    return calls.byPath();
  }

  /** What the bridge knows, with names and versions of before; it is not written. */
  private RelayDirectory directory() {
    RelayDirectory directory =
        new RelayDirectory(
            config, products, dataDir.file(RelayDirectory.FILE, RelayDirectory.FORMAT));
    var _ = directory.load();
    return directory;
  }

  private List<DeviceRecord> account() throws LinkFailure {
    try {
      return api.list().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof LinkFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  private Line onLan(KnownRelay relay) {
    URI address = relay.address();
    boolean answers = address != null && probe.answers(address).toCompletableFuture().join();
    String problem = answers ? null : "nothing takes connections at " + address;
    return line(relay, "LAN " + address, answers, problem);
  }

  private static Line overCloud(KnownRelay relay, List<DeviceRecord> records) {
    Optional<DeviceRecord> record =
        records.stream().filter(one -> KnownRelay.idOf(one.id()).equals(relay.id())).findFirst();
    String problem = record.isPresent() ? null : "the account does not list it";
    return line(relay, "cloud", record.map(DeviceRecord::online).orElse(null), problem);
  }

  private static Line line(
      KnownRelay relay, String link, @Nullable Boolean online, @Nullable String problem) {
    DeviceId id = relay.id();
    return new Line(
        relay.name(),
        relay.vendorId(),
        id.value(),
        relay.product().id(),
        link,
        online,
        relay.firmware(),
        problem);
  }
}
