package io.github.phasebridge.bridge;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import java.util.concurrent.CompletionStage;

/** The bridge as its own pages see it. Safe for many threads; no method waits. */
public interface Insight {

  /** Returns what is known now. */
  Overview overview();

  /**
   * Adds a listener that is told of every change of what {@link #overview} returns, except for what
   * only time changes.
   *
   * @param listener is called on the bridge's thread and must return at once
   */
  void onChange(Runnable listener);

  /**
   * Carries out a command as if it came from the broker: the same checks, one result on the result
   * topic, the true state after it.
   *
   * @param device whom it is for; one that nobody knows is a refusal
   * @param key the entity that takes it
   * @param payload the wanted value, see {@link io.github.phasebridge.device.Command}
   * @return how it ended; never completes exceptionally
   */
  CompletionStage<Outcome> command(DeviceId device, String key, String payload);

  /**
   * Returns whether the bridge's own threads still work: false only where nothing but a restart of
   * the process helps.
   */
  boolean alive();
}
