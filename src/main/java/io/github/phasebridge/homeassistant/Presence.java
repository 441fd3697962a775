package io.github.phasebridge.homeassistant;

import java.time.Instant;

/**
 * What Home Assistant said last about itself.
 *
 * @param online true after its birth message, false after its last will
 * @param since when it said so; for a message that the broker kept, when we first received it
 */
public record Presence(boolean online, Instant since) {

  /** Its usual birth message; a user may have configured another. */
  static final String BIRTH = "online";

  /** Its usual last will. */
  static final String WILL = "offline";
}
