package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which relays there are: those of the account, kept on disk, and those that the configuration
 * lists. A relay is gone once two lists of the account in a row lack it; a failed call says
 * nothing.
 */
final class RelayDirectory {

  /** The name and the format of the file. */
  static final String FILE = "relays.json";

  static final int FORMAT = 1;

  private static final Logger LOG = LoggerFactory.getLogger(RelayDirectory.class);
  private static final int GONE_AFTER = 2;

  private final ThingbootConfig config;
  private final Products products;
  private final JsonFile file;
  private final Map<DeviceId, Entry> entries = new LinkedHashMap<>();
  private final Set<DeviceId> said = new HashSet<>();
  private @Nullable Instant queriedAt;
  private @Nullable Instant lastMidnightLook;

  RelayDirectory(ThingbootConfig config, Products products, JsonFile file) {
    this.config = config;
    this.products = products;
    this.file = file;
  }

  /**
   * Reads what was known before the program stopped.
   *
   * @return relays that were bridged before and that nobody can tell anything about any more, since
   *     they are not listed and the account is not asked
   */
  List<DeviceId> load() {
    StoredJson.read(file, Document.class, "relays")
        .ifPresent(
            document -> {
              document.relays().forEach(entry -> entries.put(KnownRelay.idOf(entry.id()), entry));
              queriedAt = document.queriedAt();
              lastMidnightLook = document.lastMidnightLook();
            });
    config.devices().stream()
        .filter(this::isReachable)
        .forEach(
            relay -> entries.putIfAbsent(KnownRelay.idOf(relay.id()), Entry.nothing(relay.id())));
    List<DeviceId> forgotten = entries.keySet().stream().filter(id -> !isBridged(id)).toList();
    entries.keySet().removeAll(forgotten);
    return forgotten;
  }

  private boolean isReachable(ThingbootConfig.Relay listed) {
    if (listed.address() == null && !config.hasAccount()) {
      LOG.warn(
          "{} is listed without an address, and no thingboot.app-id is set: it cannot be reached.",
          listed.id());
      return false;
    }
    return true;
  }

  private boolean isBridged(DeviceId id) {
    return listed(id)
        .map(relay -> relay.address() != null || config.hasAccount())
        .orElseGet(() -> config.hasAccount() && !config.onlyListed());
  }

  Optional<ThingbootConfig.Relay> listed(DeviceId id) {
    return config.devices().stream()
        .filter(relay -> KnownRelay.idOf(relay.id()).equals(id))
        .findFirst();
  }

  boolean isListed(DeviceId id) {
    return listed(id).isPresent();
  }

  /** Returns whether the account's list matters: it has relays, or names of listed ones. */
  boolean asksAccount() {
    return config.hasAccount()
        && (!config.onlyListed()
            || config.devices().stream().anyMatch(relay -> relay.address() == null));
  }

  /** Returns all relays that are bridged. */
  List<KnownRelay> relays() {
    return entries.entrySet().stream().map(it -> known(it.getKey(), it.getValue())).toList();
  }

  /** Returns what is known of one that is bridged. */
  Optional<KnownRelay> relay(DeviceId id) {
    return Optional.ofNullable(entries.get(id)).map(entry -> known(id, entry));
  }

  private KnownRelay known(DeviceId id, Entry entry) {
    Optional<ThingbootConfig.Relay> listed = listed(id);
    String name = listed.map(ThingbootConfig.Relay::name).orElse(entry.name());
    return new KnownRelay(
        entry.id(),
        entry.key(),
        name == null ? "ThingBoot " + entry.id() : name,
        products.of(entry.productIds(), entry.firmware()),
        entry.firmware(),
        listed.map(ThingbootConfig.Relay::address).orElse(null));
  }

  /** Returns whether the account's last list lacked it. */
  boolean isMissing(DeviceId id) {
    Entry entry = entries.get(id);
    return entry != null && entry.missing() > 0;
  }

  /** Returns whether any relay's absence waits for a second look. */
  boolean isDoubtful() {
    return entries.entrySet().stream()
        .anyMatch(it -> it.getValue().missing() == 1 && !isListed(it.getKey()));
  }

  /**
   * Takes the account's list.
   *
   * @return the relays that are gone for good
   */
  List<DeviceId> refreshed(List<DeviceRecord> answer) {
    Set<DeviceId> present = new HashSet<>();
    for (DeviceRecord record : answer) {
      DeviceId id = KnownRelay.idOf(record.id());
      if (isWanted(id, record)) {
        present.add(id);
        entries.put(id, entries.getOrDefault(id, Entry.nothing(record.id())).with(record));
      }
    }
    List<DeviceId> gone = new ArrayList<>();
    for (DeviceId id : List.copyOf(entries.keySet())) {
      Entry entry = Objects.requireNonNull(entries.get(id));
      if (present.contains(id)) {
        continue;
      }
      entries.put(id, entry.missingOnceMore());
      if (entry.missing() + 1 >= GONE_AFTER && !isListed(id)) {
        entries.remove(id);
        gone.add(id);
      }
    }
    return gone;
  }

  /** Other things than relays are left out: they have another product and no switch. */
  private boolean isWanted(DeviceId id, DeviceRecord record) {
    if (entries.containsKey(id)) {
      return true;
    }
    if (config.onlyListed()) {
      return false;
    }
    String firmware = record.report().firmware();
    Product product = products.of(record.productIds(), firmware);
    boolean known =
        record.productIds().contains(product.id())
            || record.productIds().stream().anyMatch(product.keys()::contains)
            || (firmware != null
                && firmware.toLowerCase(Locale.ROOT).startsWith(product.id() + "."));
    if (known || record.report().properties().keySet().stream().anyMatch(main(product)::contains)) {
      return true;
    }
    if (said.add(id)) {
      LOG.info(
          "{} ({}) is left out: its product {} is not known. A product file can describe it.",
          record.name() == null ? "A device" : record.name(),
          record.id(),
          record.productIds());
    }
    return false;
  }

  /** The property without a label is what the product is for. */
  private static List<String> main(Product product) {
    return product.properties().stream()
        .filter(property -> property.label() == null)
        .map(Product.Property::name)
        .toList();
  }

  /** Takes what an answer says about relays that are bridged. */
  void noted(DeviceRecord record) {
    entries.computeIfPresent(KnownRelay.idOf(record.id()), (_, entry) -> entry.with(record));
  }

  /** Takes a firmware version that a relay reported. */
  void noted(DeviceId id, String firmware) {
    entries.computeIfPresent(
        id,
        (_, entry) ->
            new Entry(
                entry.id(),
                entry.key(),
                entry.name(),
                entry.productIds(),
                firmware,
                entry.missing()));
  }

  /** Returns when queries were last sent by themselves. */
  Optional<Instant> queriedAt() {
    return Optional.ofNullable(queriedAt);
  }

  void queriedAt(Instant when) {
    queriedAt = when;
  }

  /** Returns when midnight was last looked for. */
  Optional<Instant> lastMidnightLook() {
    return Optional.ofNullable(lastMidnightLook);
  }

  void lastMidnightLook(Instant when) {
    lastMidnightLook = when;
  }

  /**
   * Writes all that is to be remembered.
   *
   * @throws io.github.phasebridge.storage.StorageException if the disk refuses
   */
  void save() {
    StoredJson.write(
        file, new Document(List.copyOf(entries.values()), queriedAt, lastMidnightLook));
  }

  /**
   * What is remembered of a relay.
   *
   * @param key the vendor's other name for it, null for none
   * @param name the vendor's name, null for none
   * @param missing how many lists in a row lacked it
   */
  private record Entry(
      String id,
      @Nullable String key,
      @Nullable String name,
      List<String> productIds,
      @Nullable String firmware,
      int missing) {

    Entry {
      Objects.requireNonNull(id, "id");
      productIds = List.copyOf(productIds);
    }

    static Entry nothing(String id) {
      return new Entry(id, null, null, List.of(), null, 0);
    }

    Entry with(DeviceRecord record) {
      String version = record.report().firmware();
      return new Entry(
          id,
          record.key() == null ? key : record.key(),
          record.name() == null ? name : record.name(),
          record.productIds().isEmpty() ? productIds : record.productIds(),
          version == null ? firmware : version,
          0);
    }

    Entry missingOnceMore() {
      return new Entry(id, key, name, productIds, firmware, missing + 1);
    }
  }

  /** What is on disk. */
  private record Document(
      List<Entry> relays, @Nullable Instant queriedAt, @Nullable Instant lastMidnightLook) {
    Document {
      relays = List.copyOf(relays);
    }
  }
}
