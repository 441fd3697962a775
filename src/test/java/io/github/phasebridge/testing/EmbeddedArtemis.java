package io.github.phasebridge.testing;

import io.github.phasebridge.testing.TestBroker.Feature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.jspecify.annotations.Nullable;

/** The last resort: a broker in this process, with none of Mosquitto's shapes. */
final class EmbeddedArtemis implements BrokerRunner {

  private @Nullable EmbeddedActiveMQ broker;

  @Override
  public String description() {
    return "an embedded Artemis, as there is neither Docker nor mosquitto";
  }

  @Override
  public Set<Feature> features() {
    return Set.of();
  }

  @Override
  public String directory() {
    return "";
  }

  @Override
  public String bindAddress() {
    return "127.0.0.1";
  }

  @Override
  public void start(Map<String, String> files, List<Integer> ports, boolean keepMemory) {
    EmbeddedActiveMQ fresh = new EmbeddedActiveMQ();
    try {
      Configuration configuration =
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              // Its own choice would be a native library that is not on our class path.
              .setJournalType(JournalType.NIO)
              .setSecurityEnabled(false)
              .setJMXManagementEnabled(false)
              .addAcceptorConfiguration(
                  "mqtt", "tcp://127.0.0.1:" + ports.getFirst() + "?protocols=MQTT");
      fresh.setConfiguration(configuration).start();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded broker did not start", e);
    }
    broker = fresh;
  }

  @Override
  public void stop() {
    EmbeddedActiveMQ running = broker;
    broker = null;
    if (running != null) {
      try {
        running.stop();
      } catch (Exception e) {
        throw new IllegalStateException("The embedded broker did not stop", e);
      }
    }
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("An embedded broker cannot be killed alone");
  }

  @Override
  public String log() {
    return "";
  }

  @Override
  public void remove() {
    stop();
  }
}
