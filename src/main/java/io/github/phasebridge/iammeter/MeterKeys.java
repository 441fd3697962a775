package io.github.phasebridge.iammeter;

import java.util.List;

/** The keys of a meter's entities, without the suffix of a phase. */
final class MeterKeys {

  static final String VOLTAGE = "voltage";
  static final String CURRENT = "current";
  static final String POWER = "power";
  static final String IMPORT_ENERGY = "import_energy";
  static final String EXPORT_ENERGY = "export_energy";
  static final String FREQUENCY = "frequency";
  static final String POWER_FACTOR = "power_factor";

  /** What a row may measure. */
  static final List<String> MEASURED =
      List.of(VOLTAGE, CURRENT, POWER, IMPORT_ENERGY, EXPORT_ENERGY, FREQUENCY, POWER_FACTOR);

  static final String UNUSED_PHASES = "unused_phases";
  static final String LAST_UPLOAD = "last_upload";
  static final String CLOUD = "cloud";
  static final String CALLS_LEFT = "calls_left";

  static final String AVERAGE_POWER = "average_power";
  static final String DAYTIME_AVERAGE_POWER = "daytime_average_power";
  static final String MINIMUM_POWER = "minimum_power";
  static final String MAXIMUM_POWER = "maximum_power";
  static final String OFFLINE_MINUTES = "offline_minutes";

  private MeterKeys() {}
}
