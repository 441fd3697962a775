package io.github.phasebridge.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/**
 * The world around the bridge in the demo: a broker and a meter cloud inside this process. The
 * bridge between them is the real one; whoever starts it gives it {@link #brokerUrl}, {@link
 * #cloudUrl}, {@link #token} and limits with the same {@link #LAPSE}.
 */
public final class Demo implements AutoCloseable {

  /** How much faster than real time the demo's cloud lives: a poll is due about every 5 s. */
  public static final int LAPSE = 60;

  /** What the network may delay one call more than another; 15 s of the demo's time. */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final InstantSource clock;
  private final EmbeddedBroker broker;
  private final SimulatedIammeterCloud cloud;

  private Demo(InstantSource clock, EmbeddedBroker broker, SimulatedIammeterCloud cloud) {
    this.clock = clock;
    this.broker = broker;
    this.cloud = cloud;
  }

  /**
   * Starts broker and cloud.
   *
   * @param brokerPort the broker's TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static Demo start(int brokerPort, InstantSource clock) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(brokerPort);
    try {
      return new Demo(clock, broker, SimulatedIammeterCloud.start(cloudOptions(clock)));
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  /** Returns the options of the demo's cloud, whose meters live in this computer's time zone. */
  public static CloudOptions cloudOptions(InstantSource clock) {
    return CloudOptions.defaults()
        .withLapse(LAPSE, GRACE)
        .withClock(clock)
        .withZone(ZoneId.systemDefault().getRules().getOffset(clock.instant()));
  }

  /** Returns where the broker listens. */
  public URI brokerUrl() {
    return broker.url();
  }

  /** Returns the base URL of the meter cloud. */
  public URI cloudUrl() {
    return cloud.url();
  }

  /** Returns the token of the simulated account; it opens nothing else. */
  public String token() {
    return cloud.token();
  }

  /** Returns the meter cloud. */
  public SimulatedIammeterCloud cloud() {
    return cloud;
  }

  /** Returns the line that shows a user everything on the broker. */
  public String watchLine() {
    return "mosquitto_sub -h 127.0.0.1 -p " + broker.port() + " -v -t '#'";
  }

  /**
   * Shows live what the bridge publishes.
   *
   * @param baseTopic the bridge's base topic
   * @param discoveryPrefix the bridge's discovery prefix
   */
  public LiveView show(String baseTopic, String discoveryPrefix, PrintStream out)
      throws IOException, InterruptedException {
    List<String> header =
        List.of(
            "phasebridge demo: 3 simulated meters, time runs %d times as fast; Ctrl+C ends it"
                .formatted(LAPSE),
            "Watch the broker: " + watchLine());
    return LiveView.start(
        new LiveView.Source("127.0.0.1", broker.port(), baseTopic, discoveryPrefix, header),
        out,
        clock);
  }

  /** Stops cloud and broker. */
  @Override
  public void close() {
    cloud.close();
    broker.close();
  }
}
