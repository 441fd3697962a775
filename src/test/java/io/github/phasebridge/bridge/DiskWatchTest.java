package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.storage.StorageException;
import io.github.phasebridge.testing.FakeTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir private Path temp;

  @Test
  void whatTheDiskRefusesIsANoticeUntilItTakesSomething() throws Exception {
    FakeTime time = new FakeTime(START);
    DataDir dir = DataDir.open(temp);
    DiskWatch watch = new DiskWatch(dir, time);
    assertThat(watch.notices()).isEmpty();
    Path inTheWay = Files.createDirectories(temp.resolve("note.tmp/in-the-way"));
    assertThatThrownBy(() -> dir.replace("note", new byte[1])).isInstanceOf(StorageException.class);

    assertThat(watch.notices()).extracting(Notice::since).containsExactly(START);
    time.advance(Duration.ofMinutes(5));
    Notice notice = watch.notices().getFirst();
    assertThat(notice.since()).isEqualTo(START);
    assertThat(notice.severity()).isEqualTo(Notice.Severity.ERROR);
    assertThat(notice.text())
        .startsWith("Cannot write " + temp.resolve("note"))
        .contains("Free some space");
    Files.delete(inTheWay);
    dir.replace("note", new byte[1]);
    assertThat(watch.notices()).isEmpty();

    Files.createDirectories(inTheWay);
    assertThatThrownBy(() -> dir.replace("note", new byte[1])).isInstanceOf(StorageException.class);
    assertThat(watch.notices()).extracting(Notice::since).containsExactly(time.instant());
  }
}
