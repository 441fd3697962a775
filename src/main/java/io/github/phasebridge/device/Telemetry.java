package io.github.phasebridge.device;

import java.time.Duration;

/**
 * Counts what happens, for metrics. Safe for many threads; no method waits or throws. All names
 * come from small fixed sets, since each combination is kept for ever; never a device's id or
 * anything that a vendor sent.
 */
public interface Telemetry {

  /** Counts nothing. */
  Telemetry NONE =
      new Telemetry() {
        @Override
        public void call(String source, String endpoint, String result, Duration took) {}

        @Override
        public void push(String source, String type) {}

        @Override
        public void command(String source, Outcome.Kind outcome, Duration took) {}
      };

  /**
   * A call to a vendor or a device ended.
   *
   * @param source the family, see {@link DeviceSource#name}
   * @param endpoint as the vendor calls it, such as {@code site/meterdata2}
   * @param result {@code ok}, or the kind of failure in lower case, such as {@code timeout}
   * @param took from sending until the answer or the failure
   */
  void call(String source, String endpoint, String result, Duration took);

  /**
   * A vendor or a device sent a message by itself.
   *
   * @param source the family, see {@link DeviceSource#name}
   * @param type the message's type in lower case, such as {@code report}, or {@code unreadable}
   */
  void push(String source, String type);

  /**
   * A command ended.
   *
   * @param source the family, see {@link DeviceSource#name}; {@code bridge} for the bridge's own
   * @param outcome how
   * @param took from its arrival at the bridge
   */
  void command(String source, Outcome.Kind outcome, Duration took);
}
