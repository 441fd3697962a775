package io.github.phasebridge.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataDirTest {

  @TempDir Path temp;

  @Test
  void anAbsentDirectoryIsMadeForItsOwnerAlone() throws Exception {
    Path path = temp.resolve("a/b");

    DataDir dir = DataDir.open(path);

    assertThat(dir.path()).isEqualTo(path);
    assertThat(mode(path)).isEqualTo("rwx------");
  }

  @Test
  void anExistingDirectoryIsTakenAsItIs() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp("real")));
    String before = mode(temp("real"));

    DataDir.open(link);

    assertThat(mode(temp("real"))).isEqualTo(before);
  }

  @Test
  void aFileInItsPlaceIsRefusedWithAdvice() throws Exception {
    Path file = Files.createFile(temp("file"));

    assertThatThrownBy(() -> DataDir.open(file))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "data-dir %s is not a directory; set data-dir to a directory that phasebridge may"
                + " write",
            file);
  }

  @Test
  void aFileOnTheWayThereIsRefusedWithAdvice() throws Exception {
    Path inside = Files.createFile(temp("file")).resolve("data");

    assertThatThrownBy(() -> DataDir.open(inside))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot make data-dir " + inside)
        .hasMessageEndingWith("; set data-dir to a directory that phasebridge may write");
  }

  @Test
  void whatTheDiskRefusesIsKnownUntilItTakesSomething() throws Exception {
    DataDir dir = DataDir.open(temp);
    assertThat(dir.trouble()).isEmpty();
    Path inTheWay = Files.createDirectories(temp("note.tmp/in-the-way"));
    assertThatThrownBy(() -> dir.replace("note", new byte[1])).isInstanceOf(StorageException.class);

    assertThat(dir.trouble()).hasValueSatisfying(it -> assertThat(it).contains("cannot write "));
    Files.delete(inTheWay);
    dir.replace("note", new byte[1]);
    assertThat(dir.trouble()).isEmpty();
  }

  @Test
  void theRunLockIsTakenOnceAndGivenBack() {
    DataDir dir = DataDir.open(temp);
    DataDir same = DataDir.open(temp.resolve(".").resolve("."));

    try (DataDir.RunLock _ = dir.lockForRun()) {
      assertThatThrownBy(same::lockForRun)
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("another phasebridge is running on ")
          .hasMessageContaining("this very process");
    }

    same.lockForRun().close();
  }

  @Test
  void theRunLockCanBeClosedTwice() {
    DataDir dir = DataDir.open(temp);
    DataDir.RunLock first = dir.lockForRun();
    first.close();
    try (DataDir.RunLock _ = dir.lockForRun()) {
      first.close();

      assertThatThrownBy(dir::lockForRun).isInstanceOf(StorageException.class);
    }
  }

  @Test
  void turnsAreTakenOneAfterTheOther() throws Exception {
    Path file = Files.writeString(temp("count"), "0");
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(_ -> threads.submit(() -> count(file)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }

    assertThat(Files.readString(file)).isEqualTo("40");
  }

  /** As those threads are that wait for a vendor when phasebridge stops. */
  @Test
  void anInterruptedThreadWritesAllTheSame() throws Exception {
    DataDir dir = DataDir.open(temp);
    JsonFile json = dir.file("some.json", 1);

    Thread.currentThread().interrupt();
    dir.replace("ledger", "one".getBytes(StandardCharsets.US_ASCII));
    dir.append("ledger", 3, " two".getBytes(StandardCharsets.US_ASCII));
    boolean overwritten = dir.overwrite("ledger", "ONE".getBytes(StandardCharsets.US_ASCII));
    json.write(JsonMapper.shared().createObjectNode().put("a", 1));
    Optional<JsonNode> read = json.read();
    json.delete();

    assertThat(Thread.interrupted()).as("interrupted").isTrue();
    assertThat(overwritten).isTrue();
    assertThat(temp("ledger")).hasContent("ONE two");
    assertThat(read.orElseThrow().path("a").asInt()).isEqualTo(1);
    assertThat(temp("some.json")).doesNotExist();
    assertThat(dir.trouble()).isEmpty();
  }

  private String count(Path file) throws Exception {
    try (DataDir.Turn _ = DataDir.open(temp).takeTurn("count.lock")) {
      Files.writeString(file, Integer.toString(Integer.parseInt(Files.readString(file)) + 1));
    }
    return "";
  }

  @Test
  void aReplacedFileIsForItsOwnerAloneAndLeavesNothingElse() throws Exception {
    DataDir dir = DataDir.open(temp);
    Files.writeString(temp("note"), "old");
    Files.writeString(temp("note.tmp"), "left behind by a crash, and longer than what follows");

    dir.replace("note", "new".getBytes(StandardCharsets.UTF_8));

    assertThat(temp("note")).hasContent("new");
    assertThat(mode(temp("note"))).isEqualTo("rw-------");
    assertThat(temp("note.tmp")).doesNotExist();
  }

  @Test
  void whatCannotBeReplacedStaysAndIsSaid() throws Exception {
    DataDir dir = DataDir.open(temp);
    Files.writeString(temp("note"), "old");
    Files.createDirectories(temp("note.tmp/in-the-way"));

    assertThatThrownBy(() -> dir.replace("note", new byte[0]))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot write " + temp("note"));
    assertThat(temp("note")).hasContent("old");
  }

  private Path temp(String name) {
    return temp.resolve(name);
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
