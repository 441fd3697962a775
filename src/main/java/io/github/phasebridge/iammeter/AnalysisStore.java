package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StoredJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last analyses on disk: with a few calls a day, a restart must not lose them. */
final class AnalysisStore {

  private final JsonFile file;
  private Map<String, Stored> meters = new LinkedHashMap<>();

  AnalysisStore(JsonFile file) {
    this.file = file;
  }

  void load() {
    StoredJson.read(file, Document.class, "analyses")
        .ifPresent(document -> meters = new LinkedHashMap<>(document.meters()));
  }

  Optional<Stored> get(DeviceId id) {
    return Optional.ofNullable(meters.get(id.value()));
  }

  /** Keeps a meter's analyses and writes them. */
  void put(DeviceId id, Stored stored) {
    meters.put(id.value(), stored);
    StoredJson.write(file, new Document(meters));
  }

  /**
   * A meter's analyses.
   *
   * @param power null if never read
   * @param offline null if never read
   */
  record Stored(@Nullable PowerAnalysis power, @Nullable OfflineAnalysis offline) {

    Stored with(PowerAnalysis newer) {
      return new Stored(newer, offline);
    }

    Stored with(OfflineAnalysis newer) {
      return new Stored(power, newer);
    }
  }

  /** The file: analyses by meter. */
  private record Document(Map<String, Stored> meters) {
    Document {
      meters = new LinkedHashMap<>(meters);
    }
  }
}
