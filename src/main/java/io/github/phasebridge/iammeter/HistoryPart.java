package io.github.phasebridge.iammeter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An unfinished export on disk: the lines so far in {@code FILE.part}, how far they reach in {@code
 * FILE.part.json}. The lines are forced to disk before the note about them is written, so after a
 * crash the note is never ahead; what stands behind it is cut off. The final name appears by one
 * rename, when everything is there.
 */
final class HistoryPart implements HistorySink {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int FORMAT = 1;

  private final Path output;
  private final Path part;
  private final Path note;
  private final Parameters parameters;
  private final FileChannel channel;
  private HistoryMark mark;

  /** What must be the same for an export to go on. */
  record Parameters(
      String sn,
      LocalDate from,
      LocalDate to,
      Duration interval,
      boolean powerFactor,
      HistoryFormat format) {

    static Parameters of(HistoryRequest request) {
      return new Parameters(
          request.sn(),
          request.from(),
          request.to(),
          request.interval(),
          request.powerFactor(),
          request.format());
    }
  }

  /**
   * The content of {@code FILE.part.json}.
   *
   * @param bytes how much of {@code FILE.part} belongs to finished calls
   */
  record Note(int version, Parameters parameters, HistoryMark mark, long bytes) {}

  private HistoryPart(Path output, Parameters parameters, FileChannel channel, HistoryMark mark) {
    this.output = output;
    this.part = partOf(output);
    this.note = noteOf(output);
    this.parameters = parameters;
    this.channel = channel;
    this.mark = mark;
  }

  /**
   * Opens the unfinished export of a file, or begins one.
   *
   * @param say takes a sentence about what was found
   * @throws IOException with a sentence for the user: the file cannot be written, or another
   *     process is at it
   */
  static HistoryPart open(HistoryRequest request, Path output, Consumer<String> say)
      throws IOException {
    Path part = partOf(output);
    try {
      FileChannel channel = lock(part);
      Parameters parameters = Parameters.of(request);
      Optional<Note> found = find(output);
      if (found.isPresent() && !found.get().parameters().equals(parameters)) {
        channel.close();
        throw new IOException(
            "%s belongs to another export; delete it, or choose another --output.".formatted(part));
      }
      if (found.isPresent()) {
        say.accept(
            "Goes on with %s, which has %d rows.".formatted(part, found.get().mark().rows()));
      } else if (channel.size() > 0) {
        say.accept("%s cannot be gone on with, so it starts anew.".formatted(part));
      }
      channel.truncate(found.map(Note::bytes).orElse(0L));
      channel.position(channel.size());
      HistoryMark mark = found.map(Note::mark).orElse(HistoryMark.start(request.from()));
      return new HistoryPart(output, parameters, channel, mark);
    } catch (FileSystemException e) {
      throw refused(part, e);
    }
  }

  /** Returns the first day that a start with this request would fetch. */
  static LocalDate firstDay(HistoryRequest request) {
    return Optional.ofNullable(request.output())
        .flatMap(HistoryPart::find)
        .filter(note -> note.parameters().equals(Parameters.of(request)))
        .map(note -> note.mark().next())
        .orElse(request.from());
  }

  @Override
  public HistoryMark mark() {
    return mark;
  }

  @Override
  public void append(String text, HistoryMark next) throws IOException {
    try {
      write(channel, text.getBytes(StandardCharsets.UTF_8));
      writeNote(new Note(FORMAT, parameters, next, channel.position()));
    } catch (IOException e) {
      throw refused(part, e);
    }
    mark = next;
  }

  @Override
  public void finish(String tail) throws IOException {
    try {
      write(channel, tail.getBytes(StandardCharsets.UTF_8));
      channel.close();
      Files.move(part, output, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw refused(output, e);
    }
  }

  @Override
  public String whereItStays() {
    return "What is there so far stays in %s; the same command goes on from there.".formatted(part);
  }

  /** Nothing fetched leaves nothing behind. */
  @Override
  public void close() {
    try {
      if (channel.isOpen() && mark.equals(HistoryMark.start(parameters.from()))) {
        Files.deleteIfExists(part);
      }
      channel.close();
    } catch (IOException _) {
      // Everything that counts was forced to disk before.
    }
  }

  private void writeNote(Note content) throws IOException {
    Path fresh = note.resolveSibling(note.getFileName() + ".new");
    try (FileChannel file =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(file, JSON.writeValueAsBytes(content));
    }
    Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes all bytes and forces them to disk. */
  private static void write(FileChannel file, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(true);
  }

  /** Returns the note of an unfinished export whose lines are all there. */
  private static Optional<Note> find(Path output) {
    try {
      Note found = JSON.readValue(Files.readAllBytes(noteOf(output)), Note.class);
      boolean whole = found.version() == FORMAT && Files.size(partOf(output)) >= found.bytes();
      return whole ? Optional.of(found) : Optional.empty();
    } catch (IOException | JacksonException _) {
      // None, or a damaged one: then the export starts anew.
      return Optional.empty();
    }
  }

  private static FileChannel lock(Path part) throws IOException {
    FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new IOException("Another process is writing %s.".formatted(part));
    }
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static IOException refused(Path file, IOException cause) {
    String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new IOException(
        "%s cannot be written (%s%s).".formatted(file, cause.getClass().getSimpleName(), reason),
        cause);
  }

  private static Path partOf(Path output) {
    return output.resolveSibling(output.getFileName() + ".part");
  }

  private static Path noteOf(Path output) {
    return output.resolveSibling(output.getFileName() + ".part.json");
  }
}
