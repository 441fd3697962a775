package io.github.phasebridge.iammeter;

import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.IammeterConfig.Phases;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StoredJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which meters there are: those of the account, kept on disk, and those that the configuration
 * lists. A meter is gone once two lists of the account in a row lack it; a failed call says
 * nothing. The list on disk belongs to one account of one cloud; that of another is as good as
 * none.
 */
final class AccountDirectory {

  private static final Duration REFRESH = Duration.ofHours(6);

  /** How soon a list that lacks a meter is checked by another. */
  private static final Duration SECOND_LOOK = Duration.ofHours(1);

  private static final int GONE_AFTER = 2;

  private final IammeterConfig config;
  private final IammeterLimits limits;
  private final JsonFile file;
  private final InstantSource clock;
  private final String owner;
  private final Map<DeviceId, Entry> account = new LinkedHashMap<>();
  private @Nullable Instant refreshedAt;

  AccountDirectory(
      IammeterConfig config, IammeterLimits limits, JsonFile file, InstantSource clock) {
    this.config = config;
    this.limits = limits;
    this.file = file;
    this.clock = clock;
    // The token too: it alone may be all that tells an account.
    this.owner =
        TokenStore.fingerprint(
            config.url() + "\n" + config.userName() + "\n" + config.token().reveal());
  }

  /** Reads what was known of the account. */
  void load() {
    StoredJson.read(file, Document.class, "meters of the account")
        .filter(document -> owner.equals(document.account()))
        .ifPresent(
            document -> {
              document.meters().forEach(entry -> account.put(KnownMeter.idOf(entry.sn()), entry));
              refreshedAt = document.refreshedAt();
            });
  }

  /**
   * Takes in a meter that was bridged before, although neither the account nor the configuration is
   * known to have it, so that it is removed by the same rule as others and not forgotten.
   */
  void adopt(DeviceId id, StoredMeter meter) {
    account.putIfAbsent(id, new Entry(meter.sn(), meter.name(), 0));
  }

  /** Returns all meters that are to be read, those of the account first. */
  List<KnownMeter> meters() {
    Map<DeviceId, KnownMeter> meters = new LinkedHashMap<>();
    if (!config.onlyListed()) {
      account.forEach(
          (id, entry) ->
              meters.put(id, new KnownMeter(id, entry.sn(), entry.name(), Phases.SUPPLY)));
    }
    for (IammeterConfig.Meter listed : config.meters()) {
      DeviceId id = KnownMeter.idOf(listed.sn());
      meters.put(id, refined(id, listed));
    }
    return List.copyOf(meters.values());
  }

  private KnownMeter refined(DeviceId id, IammeterConfig.Meter listed) {
    Entry entry = account.getOrDefault(id, new Entry(listed.sn(), listed.sn(), 0));
    String name = Optional.ofNullable(listed.name()).orElse(entry.name());
    return new KnownMeter(id, entry.sn(), name, listed.phases());
  }

  /** Returns whether the account's list was ever read. */
  boolean isKnown() {
    return refreshedAt != null;
  }

  /** Returns whether the account's own list matters. */
  boolean asksAccount() {
    return !config.onlyListed();
  }

  /** Returns how long the list that is known serves. */
  Duration untilRefresh() {
    Instant now = clock.instant();
    if (refreshedAt == null || refreshedAt.isAfter(now)) {
      return Duration.ZERO;
    }
    boolean doubtful = account.values().stream().anyMatch(entry -> entry.missing() > 0);
    Duration serves = limits.lapsed(doubtful ? SECOND_LOOK : REFRESH);
    Duration rest = serves.minus(Duration.between(refreshedAt, now));
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /**
   * Takes the account's list.
   *
   * @return the meters that are gone for good
   */
  List<DeviceId> refreshed(List<MeterInfo> answer) {
    Map<DeviceId, Entry> before = new LinkedHashMap<>(account);
    account.clear();
    for (MeterInfo meter : answer) {
      account.putIfAbsent(KnownMeter.idOf(meter.sn()), new Entry(meter.sn(), meter.name(), 0));
    }
    List<DeviceId> gone = new ArrayList<>();
    before.forEach(
        (id, entry) -> {
          if (account.containsKey(id)) {
            return;
          }
          if (entry.missing() + 1 < GONE_AFTER) {
            account.put(id, new Entry(entry.sn(), entry.name(), entry.missing() + 1));
          } else if (!isListed(id)) {
            gone.add(id);
          }
        });
    refreshedAt = clock.instant();
    return gone;
  }

  boolean isListed(DeviceId id) {
    return config.meters().stream().anyMatch(meter -> KnownMeter.idOf(meter.sn()).equals(id));
  }

  /** Writes what the last answer brought; after whoever is gone was taken away. */
  void save() {
    StoredJson.write(file, new Document(owner, refreshedAt, List.copyOf(account.values())));
  }

  /**
   * A meter of the account.
   *
   * @param missing how many lists in a row lacked it
   */
  private record Entry(String sn, String name, int missing) {
    Entry {
      Objects.requireNonNull(sn, "sn");
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * What is on disk.
   *
   * @param account a fingerprint of whose list it is; earlier versions wrote none
   */
  private record Document(
      @Nullable String account, @Nullable Instant refreshedAt, List<Entry> meters) {
    Document {
      meters = List.copyOf(meters);
    }
  }
}
