package io.github.phasebridge.testing;

import io.github.phasebridge.testing.TestBroker.Feature;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@code mosquitto} of this machine, as a process. */
final class LocalMosquitto implements BrokerRunner {

  private final Path program;
  private final Path directory;
  private @Nullable Process process;

  LocalMosquitto(Path program) {
    this.program = program;
    try {
      directory = Files.createTempDirectory("phasebridge-broker");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // For a test run that is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-of-mosquitto"));
  }

  /** Finds the program on the PATH, or where distributions put it besides. */
  static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of((path + ":/usr/local/sbin:/usr/sbin").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public String description() {
    return "the program " + program;
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public String directory() {
    return directory.toString();
  }

  @Override
  public String bindAddress() {
    return "127.0.0.1";
  }

  @Override
  public void start(Map<String, String> files, List<Integer> ports, boolean keepMemory) {
    try {
      if (!keepMemory) {
        Files.deleteIfExists(directory.resolve("mosquitto.db"));
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
      process =
          new ProcessBuilder(
                  program.toString(), "-c", directory.resolve("mosquitto.conf").toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    end(false);
  }

  @Override
  public void kill() {
    end(true);
  }

  private void end(boolean forcibly) {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    if (forcibly) {
      running.destroyForcibly();
    } else {
      running.destroy();
    }
    try {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String log() {
    try {
      return Files.exists(logFile()) ? Files.readString(logFile()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void remove() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path logFile() {
    return directory.resolve("log.txt");
  }
}
