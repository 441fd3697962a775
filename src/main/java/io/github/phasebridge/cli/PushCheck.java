package io.github.phasebridge.cli;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.thingboot.PushTrial;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** Tells how the messages of the relays' cloud come, and tries it where that disturbs nobody. */
final class PushCheck {

  private PushCheck() {}

  /** Prints one line; returns whether nothing wrong was found. */
  static boolean run(SideRun run, PrintStream out) throws InterruptedException {
    ThingbootConfig config = run.config().thingboot();
    return switch (config.push()) {
      case OFF -> {
        out.println(
            "Messages: off (thingboot.push); the relays are asked every "
                + config.pollInterval().toSeconds()
                + " s");
        yield true;
      }
      case WEBHOOK -> {
        out.println(
            "Messages: at the webhook, port "
                + run.config().web().webhookPort()
                + "; only run can tell whether the cloud reaches it");
        yield true;
      }
      case MQTT -> broker("Messages: " + config.pushUrl() + ": ", run.get(PushTrial.class), out);
    };
  }

  private static boolean broker(String name, PushTrial trial, PrintStream out)
      throws InterruptedException {
    Optional<BrokerLink> link = trial.link();
    if (link.isEmpty()) {
      out.println(
          name + "not tried, since thingboot.push-mqtt.client-id would push off a running bridge");
      return true;
    }
    try (SideLink _ = SideLink.connect(link.get())) {
      out.println(name + "connected");
      return true;
    } catch (IOException e) {
      out.println(name + "FAILED: " + e.getMessage());
      return false;
    }
  }
}
