package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.IammeterFailure;
import io.github.phasebridge.iammeter.MeterOverview;
import io.github.phasebridge.thingboot.LinkFailure;
import io.github.phasebridge.thingboot.RelayOverview;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code devices}: what would be bridged. */
@Command(
    name = "devices",
    description = "Lists the meters and relays, with as few calls as possible.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  private final Surroundings surroundings;

  DevicesCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IammeterFailure, LinkFailure, InterruptedException {
    SideRun run = SideRun.of(surroundings, configOption);
    boolean meters = run.config().iammeter().enabled();
    boolean relays = run.config().thingboot().enabled();
    if (!meters && !relays) {
      throw new UsageException(
          List.of(
              "Nothing is configured to list: set iammeter.token, or iammeter.user-name and"
                  + " iammeter.password, or thingboot.app-id and thingboot.app-secret."));
    }
    Map<String, Integer> calls = new TreeMap<>();
    if (meters) {
      MeterOverview overview = run.get(MeterOverview.class);
      meters(overview);
      calls.putAll(overview.callsUsed());
    }
    if (relays) {
      RelayOverview overview = run.get(RelayOverview.class);
      RelayTable.print(overview.relays(), surroundings.out());
      calls.putAll(overview.callsUsed());
    }
    surroundings.err().println(TextTable.calls(calls));
    return ExitCode.DONE;
  }

  private void meters(MeterOverview overview) throws IammeterFailure, InterruptedException {
    try {
      overview.askIfOld();
    } catch (IammeterFailure e) {
      if (!MeterTable.isOnlyWait(e, overview)) {
        throw e;
      }
      surroundings.err().println(MeterTable.notTried(e));
    }
    MeterTable.print(overview.metersReadOnce(), surroundings.out());
  }
}
