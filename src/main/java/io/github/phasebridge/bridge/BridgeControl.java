package io.github.phasebridge.bridge;

import io.github.phasebridge.config.LogConfig.Level;

/** What the bridge's own device can change about the process it lives in. */
public interface BridgeControl {

  /** Returns the least important level that is logged. */
  Level logLevel();

  /** Changes the log level until the next start. */
  void logLevel(Level level);

  /** Stops the bridge and starts it anew, with the configuration read anew. Returns at once. */
  void restart();
}
