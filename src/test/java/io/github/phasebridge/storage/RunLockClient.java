package io.github.phasebridge.storage;

import java.nio.file.Path;

/** Tries to take the run lock of a directory, says what came of it, and keeps it until killed. */
final class RunLockClient {

  private RunLockClient() {}

  /** Takes the directory. */
  public static void main(String[] arguments) throws Exception {
    try (DataDir.RunLock _ = DataDir.open(Path.of(arguments[0])).lockForRun()) {
      System.out.println("locked");
      System.in.read();
      Thread.currentThread().join();
    } catch (StorageException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
