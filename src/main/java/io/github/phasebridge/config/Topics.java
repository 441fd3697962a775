package io.github.phasebridge.config;

import java.nio.charset.StandardCharsets;

/** Parsers of MQTT topics. */
final class Topics {

  /** Far below MQTT's 65535, since devices and values are appended. */
  private static final int MOST_BYTES = 1000;

  private Topics() {}

  /** One or more levels of a topic that we publish to or that is fixed. */
  static Parser<String> topic() {
    return text -> {
      if (text.isBlank()
          || text.startsWith("/")
          || text.endsWith("/")
          || text.startsWith("$")
          || text.contains("+")
          || text.contains("#")
          || text.chars().anyMatch(Character::isISOControl)
          || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
        throw new NotAllowed(
            "allowed is a topic without wildcards (+ #), without a slash at either end,"
                + " not starting with $ and of at most "
                + MOST_BYTES
                + " bytes");
      }
      return text;
    };
  }

  /** Returns whether the topic is this one or lies below it. */
  static boolean isBelow(String topic, String other) {
    return topic.equals(other) || topic.startsWith(other + "/");
  }
}
