package io.github.phasebridge.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The real jar as a process of its own, as a user starts it. What it prints is kept; closing kills
 * it if it still runs.
 */
public final class BridgeProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "phasebridge.jar").toAbsolutePath();

  private final Process process;
  private final Thread reader;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private BridgeProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().name("bridge-log").start(this::read);
  }

  /**
   * Starts {@code run} with a configuration.
   *
   * @param dir where the configuration is written
   * @param hocon the configuration
   */
  public static BridgeProcess run(Path dir, String hocon) throws IOException {
    Path config = dir.resolve("phasebridge.conf");
    Files.writeString(config, hocon);
    return start(dir, "run", "--config", config.toString());
  }

  /**
   * Starts a command with the Java that runs the tests.
   *
   * @param dir the working directory
   */
  public static BridgeProcess start(Path dir, String... arguments) throws IOException {
    return start(dir, Map.of(), arguments);
  }

  /**
   * Starts a command with the Java that runs the tests.
   *
   * @param dir the working directory
   * @param environment variables that it gets besides those of the tests
   */
  public static BridgeProcess start(Path dir, Map<String, String> environment, String... arguments)
      throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing; mvn package makes it");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PHASEBRIDGE_"));
    builder.environment().putAll(environment);
    return new BridgeProcess(builder.start());
  }

  /** Returns what it has printed so far, standard output and error together. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Returns whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until a line holds this text, also one of before.
   *
   * @return the line
   */
  public String awaitLine(String part, Duration within) {
    try {
      Awaitility.await()
          .atMost(within)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> line(part).isPresent() || !reader.isAlive());
    } catch (ConditionTimeoutException e) {
      throw failure("no '" + part + "' within " + within);
    }
    return line(part).orElseThrow(() -> failure("it ended without '" + part + "'"));
  }

  private Optional<String> line(String part) {
    return log().stream().filter(line -> line.contains(part)).findFirst();
  }

  /**
   * Stops it with SIGTERM, as an init system does.
   *
   * @return its exit code
   */
  public int terminate(Duration within) {
    process.destroy();
    return awaitExit(within);
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   */
  public int awaitExit(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failure("it still runs after " + within.toMillis() + " ms");
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Lets it run for a while; returns whether it ended by itself meanwhile. */
  public boolean endsWithin(Duration span) {
    try {
      return process.waitFor(span.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Kills it without a chance to clean up, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** Returns how much memory it has resident now, in bytes (Linux). */
  public long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElseThrow(() -> failure("it does not run"));
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(log::add);
    } catch (IOException | UncheckedIOException _) {
      // A killed process takes its stream with it.
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError(what + "; it printed:\n" + String.join("\n", log()));
  }
}
