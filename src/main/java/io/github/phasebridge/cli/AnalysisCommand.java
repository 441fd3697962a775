package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.AnalysisReport;
import io.github.phasebridge.iammeter.AnalysisRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code analysis}: the vendor's power and offline analyses. */
@Command(
    name = "analysis",
    description = "Prints the vendor's power and offline analyses of a meter (5 calls a day each).",
    mixinStandardHelpOptions = true)
final class AnalysisCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  @Option(names = "--sn", required = true, description = "The meter's serial number.")
  private String sn = "";

  @Option(
      names = "--from",
      description =
          "The first day, in the meter's local time; together with --to. Default: the last 7 days.")
  private @Nullable LocalDate from;

  @Option(names = "--to", description = "The last day, inclusive; at most 7 days.")
  private @Nullable LocalDate to;

  @Option(
      names = "--interval",
      defaultValue = "5m",
      description = "Gaps up to this length are left out (default: ${DEFAULT-VALUE}).")
  private Duration interval = Duration.ZERO;

  private final Surroundings surroundings;

  AnalysisCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    SideRun run = SideRun.ofMeters(surroundings, configOption);
    AnalysisRequest request = new AnalysisRequest(sn, from, to, interval);
    AnalysisReport report = run.get(AnalysisReport.class);
    run.refuse(report.problems(request));
    boolean complete = report.print(request, surroundings.out(), surroundings.err());
    return complete ? ExitCode.DONE : ExitCode.FAILED;
  }
}
