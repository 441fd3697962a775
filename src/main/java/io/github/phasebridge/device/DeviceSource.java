package io.github.phasebridge.device;

import java.util.concurrent.CompletionStage;

/**
 * A family of devices behind one vendor's interface. A new family is a package with one of these,
 * one configuration record and one line in the list of modules.
 */
public interface DeviceSource {

  /**
   * Returns the family's name in lower case, such as {@code iammeter}: the prefix of its device ids
   * and of its entities on the bridge's own device.
   */
  String name();

  /** Returns the vendor's name as a user reads it, such as {@code IAMMETER}. */
  String title();

  /** Returns whether it uses a cloud at all, which depends on the configuration. */
  default boolean usesCloud() {
    return true;
  }

  /**
   * Starts to watch the devices. Returns at once, without waiting for the vendor.
   *
   * @param sink takes all that the source learns
   * @param cloud takes whether the vendor can be reached, at every change
   */
  void start(SignalSink sink, CloudListener cloud);

  /** Stops watching; no signal comes after it returns. Interrupts what is under way. */
  void stop();

  /**
   * Carries out a command for one of this source's devices.
   *
   * @return the outcome; never completes exceptionally
   */
  CompletionStage<Outcome> execute(Command command);

  /** Reads all devices as soon as the vendor's limits allow, because a user asked for it. */
  void readNow();

  /**
   * Returns what it can say about itself now. May be called by any thread, as often as every
   * second; returns at once, from memory.
   */
  default SourceReport report() {
    return SourceReport.EMPTY;
  }

  /** Takes the state of the vendor's cloud. */
  @FunctionalInterface
  interface CloudListener {

    /**
     * Tells whether the cloud can be used.
     *
     * @param connected whether the last call succeeded
     * @param reason what is wrong and what to do about it; empty while all is well
     */
    void cloud(boolean connected, String reason);
  }
}
