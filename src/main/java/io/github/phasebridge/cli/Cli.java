package io.github.phasebridge.cli;

import io.github.phasebridge.bridge.StartException;
import io.github.phasebridge.config.ProductVersion;
import io.github.phasebridge.storage.StorageException;
import io.github.phasebridge.thingboot.ProductFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.TypeConversionException;

/** The command line of phasebridge. */
public final class Cli {

  private static final Logger LOG = LoggerFactory.getLogger(Cli.class);

  private Cli() {}

  /**
   * Runs one command.
   *
   * @return its exit code: 0 done, 1 failed while running, 2 wrong usage or configuration
   */
  public static int run(Surroundings surroundings, String... args) {
    return args.length == 1 && args[0].equals("run")
        ? runPlainly(surroundings)
        : parse(surroundings, args);
  }

  /** The image's command has nothing to parse, and picocli takes half of the time of a start. */
  private static int runPlainly(Surroundings surroundings) {
    PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
    try {
      return new RunCommand(surroundings).call();
    } catch (Exception failure) {
      return explain(failure, err);
    }
  }

  private static int parse(Surroundings surroundings, String... args) {
    CommandLine line =
        new CommandLine(new Top())
            .addSubcommand(new RunCommand(surroundings))
            .addSubcommand(new CheckCommand(surroundings))
            .addSubcommand(new DevicesCommand(surroundings))
            .addSubcommand(new HistoryCommand(surroundings))
            .addSubcommand(new AnalysisCommand(surroundings))
            .addSubcommand(new DiscoveryCommand(surroundings))
            .addSubcommand(new DemoCommand(surroundings));
    line.registerConverter(Duration.class, new DurationConverter());
    line.registerConverter(LocalDate.class, Cli::date);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, _) -> explain(failure, command.getErr()));
    return line.execute(args);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw new TypeConversionException("'" + text + "' is no date; write it as 2026-11-20");
    }
  }

  /**
   * Says what went wrong in sentences; a stack trace only where it is our own mistake, and through
   * the log, which hides secrets.
   */
  private static int explain(Exception failure, PrintWriter err) {
    Throwable reason = reason(failure);
    switch (reason) {
      case UsageException _, ProductFileException _ -> {
        err.println(reason.getMessage());
        return ExitCode.WRONG_USAGE;
      }
      case StorageException _, StartException _, IOException _ -> err.println(reason.getMessage());
      case InterruptedException _ -> err.println("Interrupted");
      default -> LOG.error("Ended by an unexpected failure; please report this as a bug", failure);
    }
    return ExitCode.FAILED;
  }

  /** Whoever assembles or starts the parts wraps what one of them tells the user. */
  private static Throwable reason(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartException
          || cause instanceof StorageException
          || cause instanceof ProductFileException) {
        return cause;
      }
    }
    return failure;
  }

  /** The command without a subcommand: prints the help. */
  @Command(
      name = "phasebridge",
      description = "Carries IAMMETER meters and ThingBoot relays to Home Assistant over MQTT.",
      mixinStandardHelpOptions = true,
      versionProvider = Top.VersionText.class,
      synopsisSubcommandLabel = "COMMAND")
  static final class Top {

    /** Prints the versions of phasebridge and of Java. */
    static final class VersionText implements CommandLine.IVersionProvider {
      @Override
      public String[] getVersion() {
        return new String[] {
          "phasebridge " + ProductVersion.ofThisJar().text(),
          "Java " + Objects.requireNonNull(System.getProperty("java.vm.version"))
        };
      }
    }
  }
}
