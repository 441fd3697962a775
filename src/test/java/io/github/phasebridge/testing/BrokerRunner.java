package io.github.phasebridge.testing;

import io.github.phasebridge.testing.TestBroker.Feature;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One kind of real broker for {@link TestBroker}. */
interface BrokerRunner {

  /** Returns what it is, for the one line that tests print. */
  String description();

  /** Returns what tests can ask of it. */
  Set<Feature> features();

  /** Returns the folder in which the broker finds its files. */
  String directory();

  /** Returns the address that its listeners must be bound to. */
  String bindAddress();

  /**
   * Starts it; returns before it answers.
   *
   * @param files by name, put into the directory; {@code mosquitto.conf} among them
   * @param ports all that it listens to, on this machine too; the first speaks plain MQTT
   * @param keepMemory whether it shall still know what it knew when it ended
   */
  void start(Map<String, String> files, List<Integer> ports, boolean keepMemory);

  /** Ends it as an administrator would. */
  void stop();

  /** Ends it as a power failure would. */
  void kill();

  /** Returns what it printed. */
  String log();

  /** Removes all traces of it. */
  void remove();
}
