package io.github.phasebridge.iammeter;

import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.JsonFile;

/**
 * What the meters are remembered by over restarts.
 *
 * @param account the account's meters
 * @param readings the last readings
 * @param analyses the last analyses
 */
record MeterFiles(JsonFile account, JsonFile readings, JsonFile analyses) {

  static MeterFiles in(DataDir dir) {
    return new MeterFiles(
        dir.file("iammeter-account.json", 1),
        dir.file("iammeter-readings.json", 1),
        dir.file("iammeter-analyses.json", 1));
  }
}
