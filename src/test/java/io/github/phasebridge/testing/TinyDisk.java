package io.github.phasebridge.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of 256 KiB in memory that can be full or read-only; only root may have one. */
public final class TinyDisk implements AutoCloseable {

  private final Path place;
  private final Path filler;

  private TinyDisk(Path place) {
    this.place = place;
    this.filler = place.resolve("filler");
  }

  /** Mounts one at this directory, or skips the test where that is not allowed. */
  public static TinyDisk at(Path directory) {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", directory.toString()),
        "a file system can only be mounted by root");
    return new TinyDisk(directory);
  }

  /** Takes all the space that is left. */
  public void fill() {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] page = new byte[512];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      // That is what was wanted.
    }
  }

  /** Gives the space back. */
  public void free() {
    try {
      Files.deleteIfExists(filler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes no changes from now on. */
  public void readOnly() {
    remount("ro");
  }

  /** Takes changes again. */
  public void writable() {
    remount("rw");
  }

  @Override
  public void close() {
    if (!run("umount", place.toString())) {
      throw new IllegalStateException("cannot unmount " + place);
    }
  }

  private void remount(String mode) {
    if (!run("mount", "-o", "remount," + mode, place.toString())) {
      throw new IllegalStateException("cannot remount " + place);
    }
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 && said.isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
