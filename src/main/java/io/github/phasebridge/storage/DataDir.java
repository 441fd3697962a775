package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory in which phasebridge remembers things over restarts ({@code data-dir}). Made with
 * mode 700 if it is absent. Safe for use by several threads and processes.
 */
public final class DataDir {

  private static final String RUN_LOCK = "run.lock";
  private static final String WRITE_LOCK = "write.lock";

  private final Path path;

  private DataDir(Path path) {
    this.path = path;
  }

  /**
   * Opens the directory, making it if it is absent.
   *
   * @throws StorageException if it cannot be made, is no directory or cannot be written
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
    if (!Files.isWritable(absolute) || !Files.isExecutable(absolute)) {
      throw new StorageException("data-dir " + absolute + " cannot be written" + advice);
    }
    return new DataDir(absolute);
  }

  /** Returns the directory itself. */
  public Path path() {
    return path;
  }

  /**
   * Takes the lock that only one running bridge can hold; the operating system gives it back when
   * the process ends, however it ends.
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
      throw StorageException.because("cannot lock " + file, e);
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
          ProcessLock.await(file)
              .orElseThrow(
                  () ->
                      new StorageException(
                          file + " is held by another process that does not let go of it"));
      return lock::close;
    } catch (IOException e) {
      throw StorageException.because("cannot lock " + file, e);
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
      new AtomicFile(file).replace(content);
    } catch (IOException e) {
      throw StorageException.because("cannot write " + file, e);
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
    return new EnvelopeFile(path.resolve(name), format, () -> takeTurn(WRITE_LOCK));
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
