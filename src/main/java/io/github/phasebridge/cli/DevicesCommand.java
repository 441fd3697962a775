package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code devices}: what would be bridged. */
@Command(
    name = "devices",
    description = "Lists the meters, with as few calls as possible.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  private final Surroundings surroundings;

  DevicesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IammeterFailure, InterruptedException {
    SideRun run = SideRun.ofMeters(surroundings, configOption);
    MeterOverview overview = run.get(MeterOverview.class);
    try {
      overview.askIfOld();
    } catch (IammeterFailure e) {
      if (!MeterTable.isOnlyWait(e, overview)) {
        throw e;
      }
      surroundings.err().println(MeterTable.notTried(e));
    }
    MeterTable.print(overview.metersReadOnce(), surroundings.out());
    surroundings.err().println(MeterTable.calls(overview.callsUsed()));
    return ExitCode.DONE;
  }
}
