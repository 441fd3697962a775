package io.github.phasebridge.cli;

import io.github.phasebridge.iammeter.HistoryExport;
import io.github.phasebridge.iammeter.HistoryFormat;
import io.github.phasebridge.iammeter.HistoryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code history}: a meter's past as a file. */
@Command(
    name = "history",
    description =
        "Fetches a meter's past from the cloud, as far back as the vendor allows (a month).",
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {

  @Mixin private final ConfigOption configOption = new ConfigOption();

  @Option(names = "--sn", required = true, description = "The meter's serial number.")
  private String sn = "";

  @Option(
      names = "--from",
      required = true,
      description = "The first day, in the meter's local time, such as 2026-11-01.")
  private LocalDate from = LocalDate.EPOCH;

  @Option(names = "--to", required = true, description = "The last day, inclusive.")
  private LocalDate to = LocalDate.EPOCH;

  @Option(
      names = "--interval",
      defaultValue = "5m",
      description = "Distance of two rows, 60s to 1d (default: ${DEFAULT-VALUE}).")
  private Duration interval = Duration.ZERO;

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv or jsonl (default: ${DEFAULT-VALUE}).")
  private HistoryFormat format = HistoryFormat.CSV;

  @Option(
      names = "--output",
      description =
          "The file to write; an interrupted export goes on there. Default: standard output.")
  private @Nullable Path output;

  private final Surroundings surroundings;

  HistoryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SideRun run = SideRun.ofMeters(surroundings, configOption);
    HistoryRequest request =
        new HistoryRequest(
            sn, from, to, interval, run.config().iammeter().powerFactor(), format, output);
    HistoryExport export = run.get(HistoryExport.class);
    run.refuse(export.problems(request));
    export.run(request, surroundings.out(), surroundings.err(), run.onTerminal());
    return ExitCode.DONE;
  }
}
