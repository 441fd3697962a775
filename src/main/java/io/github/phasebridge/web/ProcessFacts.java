package io.github.phasebridge.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the running process takes, without the weight of JMX. */
final class ProcessFacts {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ProcessFacts() {}

  /** Returns the resident memory in bytes; only Linux tells. */
  static OptionalLong residentMemory() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  /** Returns the heap that is in use, in bytes; garbage counts. */
  static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Returns the bound of the heap in bytes. */
  static long largestHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  /** Returns when it started. */
  static Optional<Instant> started() {
    return ProcessHandle.current().info().startInstant();
  }

  /** Returns how long it used a processor. */
  static Optional<Duration> processorTime() {
    return ProcessHandle.current().info().totalCpuDuration();
  }
}
