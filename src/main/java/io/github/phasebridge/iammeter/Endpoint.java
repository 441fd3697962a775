package io.github.phasebridge.iammeter;

/** The endpoints of the meter cloud that we call; documented, below {@code /api/v1/}. */
enum Endpoint {
  LOGIN("user/login"),
  SITE_LIST("user/sitelist"),
  METERS_DATA("site/metersdata"),
  METER_DATA("site/meterdata"),
  METER_DATA2("site/meterdata2"),
  METER_DATA_LIST("site/meterdatalist"),
  METER_DATA_LIST2("site/meterdatalist2"),
  /** The last part of its path is configurable: the vendor's documents do not agree on it. */
  POWER_ANALYSIS("site/powerAnalysis"),
  /** As {@link #POWER_ANALYSIS}. */
  OFFLINE_ANALYSIS("site/offlineAnalysis");

  private final String label;

  Endpoint(String label) {
    this.label = label;
  }

  /** Returns the path below {@code /api/v1/} as documented; also the name in logs and messages. */
  String label() {
    return label;
  }
}
