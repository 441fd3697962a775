package io.github.phasebridge.mqtt;

/** What stands on {@code <base-topic>/status}; the words are Home Assistant's defaults. */
final class Status {

  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  private Status() {}

  /** Returns the status topic below a base topic. */
  static String topic(String baseTopic) {
    return baseTopic + "/status";
  }
}
