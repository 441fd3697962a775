package io.github.phasebridge.config;

import java.net.URI;

/**
 * Home Assistant's Supervisor, which runs phasebridge as an app.
 *
 * @param url where it is asked
 * @param token lets us ask it; not set outside Home Assistant
 */
public record SupervisorConfig(URI url, Secret token) {

  /** Returns whether phasebridge runs as an app of Home Assistant. */
  public boolean present() {
    return token.isSet();
  }
}
