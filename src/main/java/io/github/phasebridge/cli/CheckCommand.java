package io.github.phasebridge.cli;

import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.storage.StorageException;
import io.github.phasebridge.thingboot.LinkFailure;
import io.github.phasebridge.thingboot.RelayOverview;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: would it work? */
@Command(
    name = "check",
    description =
        "Verifies the configuration, the broker and the vendor login, and lists what would be"
            + " bridged. Publishes nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  private final Surroundings surroundings;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    SideRun run = SideRun.of(surroundings, configOption);
    PrintStream out = surroundings.out();
    out.println("Configuration: good");
    run.warnings().forEach(warning -> out.println("  warning: " + warning));
    boolean broker = broker(run, out);
    boolean meters = meters(run, out);
    boolean relays = relays(run, out);
    return broker && meters && relays ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static boolean broker(SideRun run, PrintStream out) throws InterruptedException {
    BrokerLink link = run.get(BrokerLink.class);
    try (SideLink _ = SideLink.connect(link)) {
      out.println(
          brokerName(run, link) + "connected with MQTT " + run.config().mqtt().protocol().text());
      return true;
    } catch (IOException e) {
      out.println(brokerName(run, link) + "FAILED: " + e.getMessage());
      return false;
    }
  }

  /** Names the broker as the user did, or else as Home Assistant's Supervisor does. */
  private static String brokerName(SideRun run, BrokerLink link) {
    MqttConfig config = run.config().mqtt();
    String address = link.state().address();
    return "Broker: "
        + (config.urlIsAuto()
            ? (address.isEmpty() ? "" : address + " ") + "from Home Assistant's Supervisor"
            : config.url())
        + ": ";
  }

  private static boolean meters(SideRun run, PrintStream out) throws InterruptedException {
    if (!run.config().iammeter().enabled()) {
      out.println("IAMMETER: off (neither iammeter.token nor iammeter.user-name is set)");
      return true;
    }
    MeterOverview overview = run.get(MeterOverview.class);
    boolean works = true;
    try {
      overview.ask();
      out.println("IAMMETER: " + run.config().iammeter().url() + ": the login works");
    } catch (IammeterFailure e) {
      works = MeterTable.isOnlyWait(e, overview);
      out.println(works ? MeterTable.notTried(e) : "IAMMETER: FAILED: " + e.getMessage());
    } catch (StorageException e) {
      works = false;
      out.println("IAMMETER: FAILED: " + e.getMessage());
    }
    if (works || !overview.meters().isEmpty()) {
      MeterTable.print(overview.meters(), out);
    }
    out.println(TextTable.calls(overview.callsUsed()));
    return works;
  }

  private static boolean relays(SideRun run, PrintStream out) throws InterruptedException {
    if (!run.config().thingboot().enabled()) {
      out.println("ThingBoot: off (neither thingboot.app-id nor a relay's address is set)");
      return true;
    }
    RelayOverview overview = run.get(RelayOverview.class);
    overview.warnings().forEach(warning -> out.println("  warning: " + warning));
    List<RelayOverview.Line> relays;
    boolean works = true;
    try {
      relays = overview.relays();
      if (overview.usesAccount()) {
        out.println("ThingBoot: " + run.config().thingboot().url() + ": the app secret works");
        works = PushCheck.run(run, out);
      } else {
        out.println("ThingBoot: only relays on the LAN (thingboot.app-id is not set)");
      }
    } catch (LinkFailure e) {
      works = false;
      out.println("ThingBoot: FAILED: " + e.getMessage());
      relays = overview.onLan();
    }
    if (works || !relays.isEmpty()) {
      RelayTable.print(relays, out);
    }
    out.println(TextTable.calls(overview.callsUsed()));
    return works && relays.stream().allMatch(relay -> relay.problem() == null);
  }
}
