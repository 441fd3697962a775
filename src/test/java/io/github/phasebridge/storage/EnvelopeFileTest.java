package io.github.phasebridge.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnvelopeFileTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @TempDir Path temp;
  private Path path;
  private JsonFile file;

  @BeforeEach
  void open() {
    path = temp.resolve("memory.json");
    file = DataDir.open(temp).file("memory.json", 3);
  }

  @Test
  void whatWasWrittenIsRead() {
    file.write(MAPPER.readTree("{\"a\":[1,null,\"ż\"]}"));

    assertThat(reopened().read()).contains(MAPPER.readTree("{\"a\":[1,null,\"ż\"]}"));
  }

  @Test
  void theFormatStandsAroundTheDocument() {
    file.write(MAPPER.readTree("[1]"));

    assertThat(path).hasContent("{\"format\":3,\"data\":[1]}");
  }

  @Test
  void theLastWrittenCounts() {
    file.write(MAPPER.readTree("[1,2,3]"));
    file.write(MAPPER.readTree("[4]"));

    assertThat(file.read()).contains(MAPPER.readTree("[4]"));
  }

  @Test
  void decimalsKeepTheirDigits() throws Exception {
    Files.writeString(path, "{\"format\":3,\"data\":1234567890123.4500}");

    JsonNode number = file.read().orElseThrow();
    file.write(number);

    assertThat(Files.readString(path)).contains("1234567890123.4500");
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    file.write(MAPPER.readTree("\"secret\""));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void anAbsentFileIsEmpty() {
    assertThat(file.read()).isEmpty();
  }

  @Test
  void aDeletedFileIsEmpty() {
    file.write(MAPPER.readTree("1"));

    file.delete();
    file.delete();

    assertThat(file.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"format\":3,\"data\":[1",
        "{\"format\":3,\"data\":1} more",
        "[1]",
        "{\"format\":3}",
        "{\"data\":1}",
        "{\"format\":\"3\",\"data\":1}",
        "{\"format\":0,\"data\":1}",
        "{\"format\":99999999999,\"data\":1}",
        "\0\0\0\0"
      })
  void aDamagedFileIsPutAside(String content) throws Exception {
    Files.writeString(path, content);

    assertThat(file.read()).isEmpty();

    assertThat(path).doesNotExist();
    assertThat(Files.readString(temp.resolve("memory.json.damaged"))).isEqualTo(content);
  }

  @Test
  void aDamagedFileIsPutAsideBeforeItIsOverwritten() throws Exception {
    Files.writeString(path, "broken");

    file.write(MAPPER.readTree("1"));

    assertThat(temp.resolve("memory.json.damaged")).hasContent("broken");
    assertThat(file.read()).contains(MAPPER.readTree("1"));
  }

  @Test
  void aNewerFormatIsNeverTouched() throws Exception {
    String content = "{\"format\":4,\"data\":{\"of\":\"the future\"}}";
    Files.writeString(path, content);
    String message =
        path
            + " was written by a newer phasebridge (format 4, this one knows format 3)"
            + " and is left as it is; update phasebridge, or move the file away";

    assertThatThrownBy(file::read).isInstanceOf(StorageException.class).hasMessage(message);
    assertThatThrownBy(() -> file.write(MAPPER.readTree("1"))).hasMessage(message);
    assertThatThrownBy(file::delete).hasMessage(message);
    assertThat(path).hasContent(content);
  }

  @Test
  void anOlderFormatIsPutAside() throws Exception {
    String content = "{\"format\":2,\"data\":\"old\"}";
    Files.writeString(path, content);

    assertThat(file.read()).isEmpty();

    assertThat(temp.resolve("memory.json.format-2")).hasContent(content);
  }

  @Test
  void aDirectoryInItsPlaceIsSaid() throws Exception {
    Files.createDirectory(path);

    assertThatThrownBy(file::read)
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot read " + path);
  }

  private JsonFile reopened() {
    return DataDir.open(temp).file("memory.json", 3);
  }
}
