package io.github.phasebridge.iammeter;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fetches a meter's past and writes it as a table: as few calls as the vendor's limits allow, as
 * slowly as the quota wants, and to be interrupted at any time.
 */
public final class HistoryExport {

  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);

  /** How long to wait before a failed call is made again; after the last one we give up. */
  private static final List<Duration> RETRIES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

  private final IammeterApi api;
  private final HistoryDays days;
  private final Pause pause;

  /** A way to wait. */
  @FunctionalInterface
  interface Pause {
    void pause(Duration span) throws InterruptedException;
  }

  @Inject
  HistoryExport(IammeterApi api, InstantSource clock) {
    this(api, clock, span -> TimeUnit.NANOSECONDS.sleep(span.toNanos()));
  }

  HistoryExport(IammeterApi api, InstantSource clock, Pause pause) {
    this.api = api;
    this.days = new HistoryDays(clock);
    this.pause = pause;
  }

  /** Returns everything that is wrong with a request, as sentences for the user. */
  public List<String> problems(HistoryRequest request) {
    List<String> problems = new ArrayList<>(HistoryDays.problems(request.sn()));
    LocalDate needed = HistoryPart.firstDay(request);
    problems.addAll(days.problems(request.from(), request.to(), needed));
    problems.addAll(HistoryDays.problems(request.interval(), Duration.ofSeconds(1)));
    Path output = request.output();
    if (output != null && Files.isDirectory(output)) {
      problems.add("--output %s is a directory.".formatted(output));
    }
    if (output != null && !Files.isDirectory(output.resolveSibling("."))) {
      problems.add("--output %s: its directory does not exist.".formatted(output));
    }
    return problems;
  }

  /**
   * Fetches and writes. With a file, an export that was interrupted goes on where it was; without
   * one, every answer is written as soon as it is there.
   *
   * @param request one without problems
   * @param out takes the rows where the request names no file
   * @param err takes progress and notes
   * @param terminal whether {@code err} is a terminal, on which one line can be written over
   * @throws IammeterFailure if the vendor gives no more; waiting for the quota is no failure
   * @throws IOException with a sentence for the user, if the rows cannot be written
   */
  public void run(HistoryRequest request, PrintStream out, PrintStream err, boolean terminal)
      throws IOException, InterruptedException {
    List<String> problems = problems(request);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    HistoryProgress progress = new HistoryProgress(err, terminal);
    try (HistorySink sink = sink(request, out, progress)) {
      fetchAll(request, sink, progress);
    } finally {
      progress.end();
    }
  }

  private static HistorySink sink(HistoryRequest request, PrintStream out, HistoryProgress progress)
      throws IOException {
    Path output = request.output();
    return output == null
        ? HistorySink.of(out, request.from())
        : HistoryPart.open(request, output, progress::say);
  }

  private void fetchAll(HistoryRequest request, HistorySink sink, HistoryProgress progress)
      throws IOException, InterruptedException {
    HistoryTable table = new HistoryTable(request.format(), request.powerFactor());
    List<HistoryChunk> chunks =
        HistoryChunk.split(sink.mark().next(), request.to(), request.interval());
    for (int done = 0; done < chunks.size(); done++) {
      progress.status(
          "%s: %d of %d calls, %d rows"
              .formatted(request.sn(), done, chunks.size(), sink.mark().rows()));
      HistoryChunk chunk = chunks.get(done);
      HistoryTable.Piece piece;
      try {
        List<MeterData> answer = fetch(request, chunk, done > 0, progress);
        piece = table.append(sink.mark(), chunk, answer);
      } catch (IammeterFailure | InterruptedException e) {
        sayWhereItStays(request, sink, progress);
        throw e;
      }
      piece.notes().forEach(progress::say);
      progress.clear();
      sink.append(piece.text(), piece.mark());
    }
    sink.finish(sink.mark().columns().isEmpty() ? table.empty() : "");
    progress.say(
        "%s: %d rows of %s to %s"
            .formatted(request.sn(), sink.mark().rows(), request.from(), request.to()));
  }

  private static void sayWhereItStays(
      HistoryRequest request, HistorySink sink, HistoryProgress progress) {
    String where = sink.whereItStays();
    if (!where.isEmpty() && sink.mark().next().isAfter(request.from())) {
      progress.say(where);
    }
  }

  /**
   * Makes one call, again and again while the quota says wait.
   *
   * @param patient whether failures that may pass are waited out. The first call of a run is not:
   *     somebody is looking, and it may be a wrong setting
   */
  private List<MeterData> fetch(
      HistoryRequest request, HistoryChunk chunk, boolean patient, HistoryProgress progress)
      throws IammeterFailure, InterruptedException {
    Iterator<Duration> retries = RETRIES.iterator();
    while (true) {
      try {
        return api.history(
            request.sn(), chunk.from(), chunk.to(), request.interval(), request.powerFactor());
      } catch (IammeterFailure e) {
        if (e.kind() == IammeterFailure.Kind.QUOTA) {
          Duration wait = e.retryAfter().orElse(DEFAULT_WAIT);
          progress.await(wait, "for the vendor's limit", pause);
        } else if (patient && mayPass(e.kind()) && retries.hasNext()) {
          progress.say(String.valueOf(e.getMessage()));
          progress.await(retries.next(), "before the next try", pause);
        } else {
          throw e;
        }
      }
    }
  }

  private static boolean mayPass(IammeterFailure.Kind kind) {
    return switch (kind) {
      case OVER_LIMIT, SERVER_ERROR, UNREADABLE, DNS, TIMEOUT, CONNECTION -> true;
      case UNAUTHORIZED,
          FORBIDDEN,
          LOGIN_REFUSED,
          REJECTED,
          NOT_FOUND,
          UNEXPECTED_STATUS,
          TOO_LARGE,
          IMPLAUSIBLE,
          TLS,
          QUOTA ->
          false;
    };
  }
}
