package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is replaced as a whole: whoever opens it sees the old content or the new one. Only
 * one writer at a time; {@link DataDir} sees to that.
 */
final class AtomicFile {

  private static final Logger log = LoggerFactory.getLogger(AtomicFile.class);

  private final Path file;
  private final Path temporary;

  AtomicFile(Path file) {
    this.file = file;
    this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
  }

  /** Replaces the content; after it returns the new one survives a crash. */
  void replace(byte[] content) throws IOException {
    // A crash may have left one, perhaps with another mode.
    Files.deleteIfExists(temporary);
    try {
      writeTemporary(content);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    forceDirectory();
  }

  private void writeTemporary(byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(temporary))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /** What is left of it would take the last room of a full disk, which other files may need. */
  private void takeBack(IOException failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Moves the file out of the way under this name, over whatever has it. */
  void putAside(String name) throws IOException {
    Files.move(file, file.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
    forceDirectory();
  }

  /** Removes the file, if there is one. */
  void delete() throws IOException {
    if (Files.deleteIfExists(file)) {
      forceDirectory();
    }
  }

  /** Makes the new name survive a crash, where the system can force directories at all. */
  private void forceDirectory() throws ClosedByInterruptException {
    try (FileChannel directory =
        FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      log.debug("cannot force the directory of {} to disk: {}", file, e.getMessage());
    }
  }
}
