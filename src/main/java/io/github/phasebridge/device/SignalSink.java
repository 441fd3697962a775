package io.github.phasebridge.device;

/** Where a device source tells what it knows. */
@FunctionalInterface
public interface SignalSink {

  /**
   * Takes a signal; returns at once and may be called from any thread. Signals of one thread are
   * handled in order.
   */
  void accept(Signal signal);
}
