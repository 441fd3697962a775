package io.github.phasebridge.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Both simulated clouds and a relay on the LAN as a process of their own, for trials by hand:
 * {@code java -cp target/phasebridge.jar io.github.phasebridge.demo.SimulatorMain --help}.
 */
@Command(
    name = "simulator",
    description = "Simulates both clouds and a relay on the LAN; commands come line by line.",
    footer =
        "Commands: press|boot|offline|online N, load N WATTS (N: 1, 2, ... or lan), publish TOPIC"
            + " PAYLOAD and watch TOPIC (on --broker-port; a message that comes there is printed),"
            + " violations, quit",
    mixinStandardHelpOptions = true)
public final class SimulatorMain implements Callable<Integer> {

  @Option(names = "--iammeter-port", defaultValue = "0", description = "The meter cloud's port.")
  private int iammeterPort;

  @Option(names = "--thingboot-port", defaultValue = "0", description = "The relay cloud's port.")
  private int thingbootPort;

  @Option(names = "--push-port", defaultValue = "0", description = "The relay cloud's MQTT port.")
  private int pushPort;

  @Option(
      names = "--push-broker",
      description = "A broker without login that gets the relay cloud's messages instead.")
  private @Nullable URI pushBroker;

  @Option(names = "--webhook", description = "A URL that gets the relay cloud's messages instead.")
  private @Nullable URI webhook;

  @Option(names = "--lan-port", defaultValue = "0", description = "The LAN relay's port.")
  private int lanPort;

  @Option(names = "--lan-report", description = "The LAN relay's report address.")
  private @Nullable URI lanReport;

  @Option(
      names = "--broker-port",
      defaultValue = "-1",
      description = "Also starts a broker for the bridge there, 0 for any free port.")
  private int brokerPort;

  @Option(names = "--relays", defaultValue = "1", description = "How many relays the cloud has.")
  private int relays;

  @Option(names = "--lapse", defaultValue = "1", description = "How fast the meter cloud lives.")
  private int lapse;

  private SimulatorMain() {}

  /**
   * Runs until the input ends or says {@code quit}.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.setProperty("io.netty.noUnsafe", "true");
    System.exit(new CommandLine(new SimulatorMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CloudOptions meters =
        CloudOptions.defaults()
            .withPort(iammeterPort)
            .withLapse(lapse, lapse == 1 ? Duration.ZERO : Demo.GRACE);
    boolean elsewhere = pushBroker != null || webhook != null;
    ThingbootOptions account =
        ThingbootOptions.defaults()
            .withPorts(thingbootPort, elsewhere ? -1 : pushPort)
            .withRelays(RelayPlan.house(relays));
    try (SimulatedIammeterCloud iammeter = SimulatedIammeterCloud.start(meters);
        SimulatedThingbootCloud thingboot = SimulatedThingbootCloud.start(account);
        SimulatedLanRelay lan =
            SimulatedLanRelay.start(RelayPlan.pump(), "", RelayTraits.defaults(), lanPort);
        PushOutlet outlet = outlet(account.appId());
        PushOutlet report = webhook(lanReport);
        @Nullable BridgeBroker broker = brokerPort < 0 ? null : BridgeBroker.start(brokerPort)) {
      if (elsewhere) {
        thingboot.pushTo(outlet);
      }
      lan.reportTo(report);
      say("iammeter.url = " + iammeter.url());
      say("iammeter.token = " + iammeter.token());
      say("thingboot.url = " + thingboot.url());
      say("thingboot.app-id = " + thingboot.appId());
      say("thingboot.app-secret = " + thingboot.appSecret());
      say("thingboot.push-mqtt.url = " + (elsewhere ? "none" : thingboot.pushUrl()));
      say(
          "thingboot.devices = [ { id = %s, address = \"%s\" } ]"
              .formatted(lan.relay().id(), lan.url()));
      if (broker != null) {
        say("mqtt.url = " + broker.url());
      }
      obey(iammeter, thingboot, lan, broker);
    }
    return 0;
  }

  private PushOutlet outlet(String appId) throws IOException, InterruptedException {
    return pushBroker == null ? webhook(webhook) : MqttOutlet.connect(pushBroker, appId, null, "");
  }

  private static PushOutlet webhook(@Nullable URI url) {
    return url == null ? PushOutlet.NOWHERE : new WebhookOutlet(url, 1);
  }

  private static void obey(
      SimulatedIammeterCloud iammeter,
      SimulatedThingbootCloud thingboot,
      SimulatedLanRelay lan,
      @Nullable BridgeBroker broker)
      throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.strip().split(" +", -1);
      try {
        switch (words[0]) {
          case "" -> {
            // An empty line asks for nothing.
          }
          case "quit" -> {
            return;
          }
          case "violations" -> {
            iammeter.violations().forEach(violation -> say(violation.toString()));
            thingboot.violations().forEach(violation -> say(violation.toString()));
            lan.violations().forEach(violation -> say(violation.toString()));
            say("end of violations");
          }
          case "publish", "watch" -> {
            if (broker == null) {
              say("there is no broker; start with --broker-port");
            } else if (words[0].equals("watch")) {
              broker.watch(words[1], SimulatorMain::say);
            } else {
              broker.publish(words[1], words[2]);
            }
          }
          default -> say(obey(words, thingboot, lan));
        }
      } catch (IndexOutOfBoundsException | NumberFormatException e) {
        say("not understood: " + line);
      }
    }
  }

  private static String obey(
      String[] words, SimulatedThingbootCloud thingboot, SimulatedLanRelay lan) throws IOException {
    boolean onLan = words[1].equals("lan");
    SimulatedRelay relay =
        onLan ? lan.relay() : thingboot.relays().get(Integer.parseInt(words[1]) - 1);
    switch (words[0]) {
      case "press" -> relay.pressButton();
      case "boot" -> relay.boot();
      case "load" -> relay.load(Double.parseDouble(words[2]));
      case "offline" -> {
        if (onLan) {
          lan.unplug();
        } else {
          relay.goOffline();
        }
      }
      case "online" -> {
        if (onLan) {
          lan.plugIn();
        } else {
          relay.comeBack();
        }
      }
      default -> {
        return "not understood: " + words[0];
      }
    }
    return relay.name() + (relay.isOn() ? " is on" : " is off");
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
