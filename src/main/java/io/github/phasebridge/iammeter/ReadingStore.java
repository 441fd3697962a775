package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StoredJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last readings on disk, so that a restart can show them without a call. */
final class ReadingStore {

  private final JsonFile file;
  private Map<String, StoredMeter> meters = new LinkedHashMap<>();
  private boolean changed;

  ReadingStore(JsonFile file) {
    this.file = file;
  }

  void load() {
    StoredJson.read(file, Document.class, "meter readings")
        .ifPresent(document -> meters = new LinkedHashMap<>(document.meters()));
  }

  Map<DeviceId, StoredMeter> all() {
    Map<DeviceId, StoredMeter> all = new LinkedHashMap<>();
    meters.values().forEach(meter -> all.put(KnownMeter.idOf(meter.sn()), meter));
    return all;
  }

  Optional<StoredMeter> get(DeviceId id) {
    return Optional.ofNullable(meters.get(id.value()));
  }

  void put(DeviceId id, StoredMeter meter) {
    changed |= !meter.equals(meters.put(id.value(), meter));
  }

  void remove(DeviceId id) {
    changed |= meters.remove(id.value()) != null;
  }

  /** Writes what changed since the last time. */
  void save() {
    if (changed) {
      StoredJson.write(file, new Document(meters));
      changed = false;
    }
  }

  /** The file: meters by id. */
  private record Document(Map<String, StoredMeter> meters) {
    Document {
      meters = new LinkedHashMap<>(meters);
      meters.values().removeIf(meter -> meter == null);
    }
  }
}
