package io.github.phasebridge.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exclusive lock on a file, against other processes and against other threads of this one. The
 * operating system gives it back when the process ends, however it ends. The file itself stays.
 */
final class ProcessLock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProcessLock.class);

  /** How long {@link #await} lets others finish before it gives up. */
  private static final int ATTEMPTS = 2_000;

  private static final long MILLIS_BETWEEN_ATTEMPTS = 5;

  /**
   * Which files this process has locked or is about to. POSIX locks belong to the whole process,
   * and closing any channel of the file gives them up; so a second channel must never be opened
   * while one holds the lock. This state is static because what it mirrors is.
   */
  private static final ConcurrentMap<Path, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

  private final FileChannel channel;
  private final Semaphore permit;
  private boolean open = true;

  private ProcessLock(FileChannel channel, Semaphore permit) {
    this.channel = channel;
    this.permit = permit;
  }

  /**
   * Takes the lock if it is free.
   *
   * @throws IOException if the file cannot be made or locked
   */
  static Optional<ProcessLock> tryTake(Path file) throws IOException {
    Path real = real(file);
    Semaphore permit = permit(real);
    if (!permit.tryAcquire()) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              real,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.file(real));
      locked = lock(channel);
      return locked ? Optional.of(new ProcessLock(channel, permit)) : Optional.empty();
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        permit.release();
      }
    }
  }

  /**
   * Takes the lock, waiting some seconds for others to finish.
   *
   * @return empty if others did not give it back in that time
   * @throws IOException if the file cannot be made or locked, or if the thread is interrupted
   */
  static Optional<ProcessLock> await(Path file) throws IOException {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      Optional<ProcessLock> lock = tryTake(file);
      if (lock.isPresent()) {
        return lock;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_ATTEMPTS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
    return tryTake(file);
  }

  /** Tells whether this very process has locked the file, so that it must not open it. */
  static boolean isTakenHere(Path file) throws IOException {
    return permit(real(file)).availablePermits() == 0;
  }

  /**
   * Replaces what the lock file says, for the eyes of whoever finds it locked. A full disk is no
   * reason to do without the lock.
   *
   * @throws IOException if the lock was lost
   */
  void note(String text) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      log.debug("cannot write into a lock file: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageException("cannot give back a file lock", e);
    } finally {
      permit.release();
    }
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    return absolute.resolveSibling("").toRealPath().resolve(absolute.getFileName());
  }

  private static Semaphore permit(Path real) {
    return IN_THIS_PROCESS.computeIfAbsent(real, _ -> new Semaphore(1));
  }

  /** Closing the channel gives the lock back; the object that stands for it is not needed. */
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
