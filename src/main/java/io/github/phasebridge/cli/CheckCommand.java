package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import io.github.phasebridge.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
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
    return broker && meters ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static boolean broker(SideRun run, PrintStream out) throws InterruptedException {
    String name = "Broker: " + run.config().mqtt().url() + ": ";
    try (SideLink _ = SideLink.connect(run)) {
      out.println(name + "connected with MQTT " + run.config().mqtt().protocol().text());
      return true;
    } catch (IOException e) {
      out.println(name + "FAILED: " + e.getMessage());
      return false;
    }
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
    out.println(MeterTable.calls(overview.callsUsed()));
    return works;
  }
}
