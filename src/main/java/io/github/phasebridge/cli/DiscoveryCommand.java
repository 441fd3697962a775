package io.github.phasebridge.cli;

import io.github.phasebridge.homeassistant.AnnouncedDevices;
import io.github.phasebridge.storage.DataDir;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code discovery}: what is announced to Home Assistant. */
@Command(
    name = "discovery",
    description = "Shows, repeats or withdraws what is announced to Home Assistant.",
    mixinStandardHelpOptions = true)
final class DiscoveryCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Action action = new Action();

  /** What to do; one of them. */
  private static final class Action {
    @Option(names = "--print", description = "Shows the payloads; publishes nothing.")
    private boolean print;

    @Option(
        names = "--publish",
        description =
            "Sends the payloads anew, also of devices that were deleted in Home Assistant.")
    private boolean publish;

    @Option(
        names = "--remove",
        description =
            "Clears everything that was ever announced from this data directory. Stop the bridge"
                + " before.")
    private boolean remove;
  }

  private final Surroundings surroundings;

  DiscoveryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SideRun run = SideRun.of(surroundings, configOption);
    AnnouncedDevices devices = run.get(AnnouncedDevices.class);
    List<AnnouncedDevices.Entry> entries = devices.list();
    PrintStream out = surroundings.out();
    if (entries.isEmpty()) {
      surroundings
          .err()
          .println("Nothing is announced from " + run.config().dataDir() + "; 'run' announces.");
      return ExitCode.DONE;
    }
    if (action.print) {
      for (AnnouncedDevices.Entry entry : entries) {
        out.println(entry.discoveryTopic());
        out.println(entry.payload());
        out.println();
      }
    }
    if (action.publish) {
      try (SideLink _ = SideLink.connect(run)) {
        out.println("Published " + SideLink.await(devices.publish()) + " devices");
      }
    }
    if (action.remove) {
      try (DataDir.RunLock _ = run.get(DataDir.class).lockForRun();
          SideLink _ = SideLink.connect(run)) {
        out.println("Removed " + SideLink.await(devices.remove()) + " devices");
      }
    }
    return ExitCode.DONE;
  }
}
