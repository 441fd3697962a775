package io.github.phasebridge.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The world around the bridge in the demo: a broker, a meter cloud, a relay cloud with one relay
 * and a second relay on the LAN, all inside this process. The bridge between them is the real one;
 * whoever starts it gives it {@link #settings} and limits with the same {@link #LAPSE}.
 */
public final class Demo implements AutoCloseable {

  /** How much faster than real time the demo's meters live: a poll is due about every 5 s. */
  public static final int LAPSE = 60;

  /** The key that ends the demo. */
  public static final char QUIT = 'q';

  /** What the network may delay one call more than another; 15 s of the demo's time. */
  static final Duration GRACE = Duration.ofMillis(250);

  private static final String PAGE_PASSWORD = "demo";

  private final InstantSource clock;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EmbeddedBroker broker;
  private final SimulatedIammeterCloud cloud;
  private final SimulatedThingbootCloud relayCloud;
  private final SimulatedLanRelay lanRelay;
  private final URI webhook;
  private final int pagePort = freePort();

  private Demo(int brokerPort, InstantSource clock) throws IOException {
    this.clock = clock;
    boolean started = false;
    try {
      broker = EmbeddedBroker.start(brokerPort);
      parts.push(broker);
      cloud = SimulatedIammeterCloud.start(cloudOptions(clock));
      parts.push(cloud);
      RelayTraits traits = RelayTraits.defaults().withClock(clock).withZone(zone(clock));
      relayCloud = SimulatedThingbootCloud.start(ThingbootOptions.defaults().withTraits(traits));
      parts.push(relayCloud);
      lanRelay = SimulatedLanRelay.start(RelayPlan.pump(), "simulated-relay-secret", traits, 0);
      parts.push(lanRelay);
      webhook =
          URI.create("http://127.0.0.1:" + freePort() + "/webhook/" + UUID.randomUUID() + "/");
      WebhookOutlet outlet = new WebhookOutlet(webhook.resolve(lanRelay.relay().id()), 1);
      parts.push(outlet);
      lanRelay.reportTo(outlet);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /**
   * Starts broker, clouds and relays.
   *
   * @param brokerPort the broker's TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static Demo start(int brokerPort, InstantSource clock) throws IOException {
    return new Demo(brokerPort, clock);
  }

  /** Returns the options of the demo's cloud, whose meters live in this computer's time zone. */
  public static CloudOptions cloudOptions(InstantSource clock) {
    return CloudOptions.defaults().withLapse(LAPSE, GRACE).withClock(clock).withZone(zone(clock));
  }

  /** Returns the environment variables that let a bridge live in this world. */
  public Map<String, String> settings() {
    String token = webhook.getPath().split("/", -1)[2];
    return Map.ofEntries(
        Map.entry("PHASEBRIDGE_MQTT_URL", broker.url().toString()),
        Map.entry("PHASEBRIDGE_IAMMETER_URL", cloud.url().toString()),
        Map.entry("PHASEBRIDGE_IAMMETER_TOKEN", cloud.token()),
        Map.entry("PHASEBRIDGE_THINGBOOT_URL", relayCloud.url().toString()),
        Map.entry("PHASEBRIDGE_THINGBOOT_APP_ID", relayCloud.appId()),
        Map.entry("PHASEBRIDGE_THINGBOOT_APP_SECRET", relayCloud.appSecret()),
        Map.entry("PHASEBRIDGE_THINGBOOT_PUSH_MQTT_URL", relayCloud.pushUrl().toString()),
        Map.entry(
            "PHASEBRIDGE_THINGBOOT_DEVICES",
            "[{id=\"%s\", name=\"%s\", address=\"%s\", secret=\"%s\"}]"
                .formatted(
                    lanRelay.relay().id(),
                    lanRelay.relay().name(),
                    lanRelay.url(),
                    lanRelay.secret())),
        // Nothing wears out here.
        Map.entry("PHASEBRIDGE_THINGBOOT_CONFIGURATION_ITEMS", "true"),
        Map.entry("PHASEBRIDGE_WEB_PORT", Integer.toString(pagePort)),
        // With one, the page can switch; nobody else's computer reaches it.
        Map.entry("PHASEBRIDGE_WEB_PASSWORD", PAGE_PASSWORD),
        Map.entry("PHASEBRIDGE_WEB_WEBHOOK_HOST", webhook.getHost()),
        Map.entry("PHASEBRIDGE_WEB_WEBHOOK_PORT", Integer.toString(webhook.getPort())),
        Map.entry("PHASEBRIDGE_WEB_WEBHOOK_TOKEN", token));
  }

  /** Returns where the broker listens. */
  public URI brokerUrl() {
    return broker.url();
  }

  /** Returns the meter cloud. */
  public SimulatedIammeterCloud cloud() {
    return cloud;
  }

  /** Returns the relay cloud. */
  public SimulatedThingbootCloud relayCloud() {
    return relayCloud;
  }

  /** Returns the relay on the LAN. */
  public SimulatedLanRelay lanRelay() {
    return lanRelay;
  }

  /** Does what a key stands for: 1 and 2 press the button of a relay, others do nothing. */
  public void press(char key) {
    if (key == '1') {
      relayCloud.relays().getFirst().pressButton();
    } else if (key == '2') {
      lanRelay.relay().pressButton();
    }
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
    SimulatedRelay first = relayCloud.relays().getFirst();
    List<String> header =
        List.of(
            "phasebridge demo: 3 simulated meters, whose time runs %d times as fast, and 2 relays"
                .formatted(LAPSE),
            "Keys: 1 presses the button of the %s (cloud), 2 of the %s (LAN), %s quits"
                .formatted(first.name(), lanRelay.relay().name(), QUIT),
            "Open its page: http://127.0.0.1:%d (any user name, password %s)"
                .formatted(pagePort, PAGE_PASSWORD),
            "Watch the broker: " + watchLine(),
            "Switch a relay: mosquitto_pub -h 127.0.0.1 -p %d -t '%s/thingboot_%s/power/set' -m ON"
                .formatted(broker.port(), baseTopic, first.id()));
    return LiveView.start(
        new LiveView.Source("127.0.0.1", broker.port(), baseTopic, discoveryPrefix, header),
        out,
        clock);
  }

  /** Stops everything, the broker last. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("The demo does not stop cleanly.", e);
      }
    }
  }

  private static ZoneOffset zone(InstantSource clock) {
    return ZoneId.systemDefault().getRules().getOffset(clock.instant());
  }

  /** The relay must know its report address before the bridge listens there. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
