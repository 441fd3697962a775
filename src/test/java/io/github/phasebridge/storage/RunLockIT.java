package io.github.phasebridge.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run lock between real processes. */
class RunLockIT {

  @TempDir Path temp;

  @Test
  void anotherProcessHoldsTheLockUntilItIsKilled() {
    DataDir dir = DataDir.open(temp);
    try (ChildJvm other = ChildJvm.start(RunLockClient.class, temp)) {
      assertThat(other.readLine()).isEqualTo("locked");

      assertThatThrownBy(dir::lockForRun)
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "another phasebridge is running on %s (process %d);"
                  + " stop it first, or give this one a data-dir of its own",
              temp, other.pid());

      other.kill();
      dir.lockForRun().close();
    }
  }

  @Test
  void aRefusedAttemptInTheSameProcessDoesNotOpenTheLockToOthers() {
    DataDir dir = DataDir.open(temp);
    try (DataDir.RunLock _ = dir.lockForRun()) {
      assertThatThrownBy(dir::lockForRun).isInstanceOf(StorageException.class);

      try (ChildJvm other = ChildJvm.start(RunLockClient.class, temp)) {
        assertThat(other.readLine())
            .startsWith("refused: another phasebridge is running on " + temp)
            .contains("(process " + ProcessHandle.current().pid() + ")");
      }
    }
  }
}
