package io.github.phasebridge.storage;

import java.nio.file.Path;

/**
 * The directory in which phasebridge remembers things over restarts ({@code data-dir}). Made with
 * mode 700 if it is absent.
 */
public final class DataDir {

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
    return new DataDir(path);
  }

  /** Returns the directory itself. */
  public Path path() {
    return path;
  }

  /**
   * Takes the lock that only one running bridge can hold; the operating system gives it back when
   * the process ends, however it ends.
   *
   * @throws StorageException if another process holds it
   */
  public RunLock lockForRun() {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns a versioned JSON file of this directory.
   *
   * @param name the file's name, such as {@code readings.json}
   * @param format the number of the format that this version writes; a file of a newer format is
   *     never read nor overwritten
   */
  public JsonFile file(String name, int format) {
    throw new UnsupportedOperationException();
  }

  /** The lock of a running bridge; closing gives it back. */
  public interface RunLock extends AutoCloseable {
    @Override
    void close();
  }
}
