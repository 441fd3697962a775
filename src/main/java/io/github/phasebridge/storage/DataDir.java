package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which phasebridge remembers things over restarts ({@code data-dir}). Made with
 * mode 700 if it is absent. Safe for use by several threads and processes.
 */
public final class DataDir {

  private static final Logger log = LoggerFactory.getLogger(DataDir.class);

  private static final String RUN_LOCK = "run.lock";
  private static final String WRITE_LOCK = "write.lock";

  private final Path path;

  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();

  /** What the disk refused last, as a sentence without its full stop, and for which file. */
  private record Trouble(Path file, String what) {}

  private DataDir(Path path) {
    this.path = path;
  }

  /**
   * Opens the directory, making it if it is absent. One that cannot be written can be opened, since
   * much works without a memory; see {@link #trouble}.
   *
   * @throws StorageException if it cannot be made, is no directory or cannot be entered
   */
  public static DataDir open(Path path) {
    Path absolute = path.toAbsolutePath();
    String advice = "; set data-dir to a directory that phasebridge may write";
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new StorageException("data-dir " + absolute + " is not a directory" + advice);
    }
    try {
      Files.createDirectories(absolute, OwnerOnly.directory(absolute));
    } catch (IOException e) {
      StorageException why = StorageException.because("cannot make data-dir " + absolute, e);
      throw new StorageException(why.getMessage() + advice, e);
    }
    if (!Files.isExecutable(absolute)) {
      throw new StorageException("data-dir " + absolute + " cannot be entered" + advice);
    }
    DataDir dir = new DataDir(absolute);
    if (!Files.isWritable(absolute)) {
      dir.refused(absolute, "data-dir " + absolute + " cannot be written");
      log.warn(
          "data-dir {} cannot be written, so nothing will be remembered over a restart; give"
              + " phasebridge the right to write there, or set data-dir to another directory",
          absolute);
    }
    return dir;
  }

  /**
   * Returns what the disk refused to write last, as a sentence without its full stop; empty once it
   * has taken the same file, or any other as a whole.
   */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble.get()).map(Trouble::what);
  }

  private void refused(Path file, String what) {
    trouble.set(new Trouble(file, what));
  }

  /** Writes a file as a whole, and takes note of how it ends. */
  void replacing(Path file, Change change) {
    attempt(file, "cannot write " + file, change);
    trouble.set(null);
  }

  /**
   * Changes a part of a file or removes it, and takes note of how it ends. A full disk takes that
   * too, so it says nothing about other files.
   */
  void changing(Path file, String failure, Change change) {
    attempt(file, failure, change);
    trouble.updateAndGet(now -> now != null && now.file.equals(file) ? null : now);
  }

  private void attempt(Path file, String failure, Change change) {
    try {
      Undisturbed.run(
          () -> {
            change.make();
            return file;
          });
    } catch (IOException e) {
      StorageException said = StorageException.because(failure, e);
      refused(file, String.valueOf(said.getMessage()));
      throw said;
    }
  }

  /** A change of files that can be repeated from its begin. */
  @FunctionalInterface
  interface Change {
    void make() throws IOException;
  }

  /** Returns the directory itself. */
  public Path path() {
    return path;
  }

  /**
   * Takes the lock that only one running bridge can hold; the operating system gives it back when
   * the process ends, however it ends. Where the disk does not even take the lock's file, there is
   * none: a bridge without a lock is better than none.
   *
   * @throws StorageException if another process holds it, or another part of this one
   */
  public RunLock lockForRun() {
    Path file = path.resolve(RUN_LOCK);
    try {
      Optional<ProcessLock> lock = ProcessLock.tryTake(file);
      if (lock.isEmpty()) {
        throw new StorageException(
            "another phasebridge is running on "
                + path
                + holder(file)
                + "; stop it first, or give this one a data-dir of its own");
      }
      lock.get().note(ProcessHandle.current().pid() + "\n");
      return lock.get()::close;
    } catch (IOException e) {
      StorageException why = StorageException.because("cannot lock " + file, e);
      refused(file, String.valueOf(why.getMessage()));
      log.warn(
          "{}; going on without the lock, so make sure that no other phasebridge runs on {}",
          why.getMessage(),
          path);
      return () -> {};
    }
  }

  /**
   * Waits for a turn that processes and threads take one after the other, for some seconds.
   *
   * @param name what the turn is about; names the lock file
   * @throws StorageException if it does not come or the lock file cannot be made
   */
  public Turn takeTurn(String name) {
    Path file = path.resolve(name);
    try {
      ProcessLock lock =
          Undisturbed.run(() -> ProcessLock.await(file))
              .orElseThrow(
                  () ->
                      new StorageException(
                          file + " is held by another process that does not let go of it"));
      return lock::close;
    } catch (IOException e) {
      StorageException why = StorageException.because("cannot lock " + file, e);
      refused(file, String.valueOf(why.getMessage()));
      throw why;
    }
  }

  /**
   * Waits for the turn to write, to read what nobody changes meanwhile. A disk that takes no lock's
   * file takes no changes either, and files are always complete, so there is no turn then.
   */
  private Turn turnToRead() {
    try {
      return takeTurn(WRITE_LOCK);
    } catch (StorageException e) {
      if (e.getCause() instanceof FileSystemException) {
        return () -> {};
      }
      throw e;
    }
  }

  /**
   * Replaces a file as a whole: whoever opens it sees the old content or the new one, and after
   * this returns the new one survives a crash. Readable by its owner alone.
   *
   * @throws StorageException if the disk refuses; the old content is still there then
   */
  public void replace(String name, byte[] content) {
    Path file = path.resolve(name);
    try (Turn _ = takeTurn(WRITE_LOCK)) {
      replacing(file, () -> new AtomicFile(file).replace(content));
    }
  }

  /**
   * Adds to the end of a file that exists and forces it to disk. What a failed attempt leaves
   * behind is taken back, unless the disk refuses that too.
   *
   * @param length how much of the file is kept: what is beyond is overwritten
   * @throws StorageException if the disk refuses
   */
  public void append(String name, long length, byte[] content) {
    Path file = path.resolve(name);
    changing(file, "cannot write " + file, () -> AppendedFile.append(file, length, content));
  }

  /**
   * Overwrites the begin of a file that exists, in place and forced to disk. Most file systems can
   * do that also when they are full.
   *
   * @return whether the file says so now
   */
  public boolean overwrite(String name, byte[] content) {
    Path file = path.resolve(name);
    try {
      return Undisturbed.run(
          () -> {
            AppendedFile.overwrite(file, content);
            return true;
          });
    } catch (IOException e) {
      log.debug("cannot overwrite {}: {}", file, e.getMessage());
      return false;
    }
  }

  /**
   * Returns a versioned JSON file of this directory.
   *
   * @param name the file's name, such as {@code readings.json}
   * @param format the number of the format that this version writes; a file of a newer format is
   *     never read nor overwritten, one of an older format is put aside as {@code NAME.format-K}
   *     and counts as absent
   */
  public JsonFile file(String name, int format) {
    return new EnvelopeFile(
        path.resolve(name), format, this, () -> takeTurn(WRITE_LOCK), this::turnToRead);
  }

  /** Reading the lock file is only safe from outside the process that holds the lock. */
  private static String holder(Path file) {
    try {
      if (ProcessLock.isTakenHere(file)) {
        return " (this very process)";
      }
      String pid = Files.readString(file).strip();
      return pid.matches("\\d{1,10}") ? " (process " + pid + ")" : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The lock of a running bridge; closing gives it back. */
  public interface RunLock extends AutoCloseable {
    @Override
    void close();
  }

  /** A turn among processes and threads; closing passes it on. */
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
