package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes within a file that exists; what is done is forced to disk. */
final class AppendedFile {

  private AppendedFile() {}

  /** Writes after the first so many bytes; takes it back if that fails. */
  static void append(Path file, long length, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.position(length);
      try {
        write(channel, content);
      } catch (IOException e) {
        takeBack(channel, length, e);
        throw e;
      }
    }
  }

  /** Writes over the first bytes, which keeps the place that the file has on the disk. */
  static void overwrite(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() < content.length) {
        throw new IOException("the file is too short");
      }
      write(channel, content);
    }
  }

  private static void write(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    channel.force(true);
  }

  private static void takeBack(FileChannel channel, long length, IOException failure) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
