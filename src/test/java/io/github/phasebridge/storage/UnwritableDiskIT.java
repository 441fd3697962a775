package io.github.phasebridge.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.testing.LogLines;
import io.github.phasebridge.testing.TinyDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** A data directory that was written before and takes nothing now. */
class UnwritableDiskIT {

  private static final StringNode OLD = JsonNodeFactory.instance.stringNode("old");
  private static final StringNode NEW = JsonNodeFactory.instance.stringNode("x".repeat(9000));

  @TempDir private Path temp;
  private TinyDisk disk;

  @BeforeEach
  void mount() {
    disk = TinyDisk.at(temp);
  }

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aReadOnlyDirectoryCanBeOpenedAndReadAndSaysSo() {
    DataDir.open(temp).file("note.json", 1).write(OLD);
    disk.readOnly();

    try (LogLines log = new LogLines(DataDir.class)) {
      DataDir dir = DataDir.open(temp);
      assertThat(log.warnings()).singleElement().asString().contains("cannot be written");
      assertThat(dir.trouble()).contains("data-dir " + temp + " cannot be written");
      JsonFile file = dir.file("note.json", 1);
      assertThat(file.read()).contains(OLD);
      assertThatThrownBy(() -> file.write(NEW)).isInstanceOf(StorageException.class);
      disk.writable();
      file.write(NEW);
      assertThat(dir.trouble()).isEmpty();
    }
  }

  @Test
  void withoutRoomForTheLockABridgeRunsWithoutIt() {
    disk.readOnly();

    try (LogLines log = new LogLines(DataDir.class)) {
      DataDir.open(temp).lockForRun().close();

      assertThat(log.warnings()).last().asString().contains("going on without the lock");
    }
  }

  @Test
  void aNewerFormatIsRefusedAllTheSame() {
    DataDir.open(temp).file("note.json", 2).write(OLD);
    disk.readOnly();

    JsonFile file = DataDir.open(temp).file("note.json", 1);

    assertThatThrownBy(file::read).hasMessageContaining("written by a newer phasebridge");
  }

  @Test
  void aDamagedFileThatCannotBePutAsideCountsAsAbsent() throws Exception {
    Files.writeString(temp.resolve("note.json"), "{");
    disk.readOnly();

    assertThat(DataDir.open(temp).file("note.json", 1).read()).isEmpty();

    assertThat(temp.resolve("note.json")).hasContent("{");
  }

  @Test
  void whatAFullDiskTookInPartIsTakenBack() throws Exception {
    DataDir dir = DataDir.open(temp);
    dir.replace("note", new byte[100]);
    disk.fill();
    Files.delete(temp.resolve("note"));

    assertThatThrownBy(() -> dir.replace("large", new byte[1_000_000]))
        .isInstanceOf(StorageException.class);

    assertThat(temp.resolve("large.tmp")).doesNotExist();
    dir.replace("note", new byte[100]);
  }

  /** The last block of a file has some room also on a full disk. */
  @Test
  void whatFindsRoomInAFullDiskDoesNotEndTheTrouble() throws Exception {
    DataDir dir = DataDir.open(temp);
    JsonFile file = dir.file("note.json", 1);
    Files.writeString(temp.resolve("ledger"), "one\n");
    disk.fill();
    assertThatThrownBy(() -> file.write(NEW)).isInstanceOf(StorageException.class);

    dir.append("ledger", 4, "two\n".getBytes(StandardCharsets.US_ASCII));
    dir.file("other.json", 1).delete();

    assertThat(dir.trouble()).hasValueSatisfying(it -> assertThat(it).contains("note.json"));
    disk.free();
    file.write(NEW);
    assertThat(dir.trouble()).isEmpty();
  }

  /** Whoever was refused once may never try again. */
  @Test
  void aFileThatIsWrittenAnewEndsTheTroubleOfOthers() {
    DataDir dir = DataDir.open(temp);
    disk.fill();
    assertThatThrownBy(() -> dir.replace("once", new byte[1])).isInstanceOf(StorageException.class);
    disk.free();

    dir.replace("often", new byte[1]);

    assertThat(dir.trouble()).isEmpty();
  }

  @Test
  void aFullDiskKeepsWhatItHas() {
    DataDir dir = DataDir.open(temp);
    JsonFile file = dir.file("note.json", 1);
    file.write(OLD);
    disk.fill();

    assertThatThrownBy(() -> file.write(NEW)).isInstanceOf(StorageException.class);

    assertThat(file.read()).contains(OLD);
    assertThat(dir.trouble()).hasValueSatisfying(it -> assertThat(it).contains("no space left"));
    assertThat(DataDir.open(temp).file("note.json", 1).read()).contains(OLD);
    disk.free();
    file.write(NEW);
    assertThat(file.read()).contains(NEW);
  }
}
