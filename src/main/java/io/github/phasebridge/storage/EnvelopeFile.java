package io.github.phasebridge.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON file with the number of its format around the document: {@code {"format":1,"data":...}}.
 */
final class EnvelopeFile implements JsonFile {

  private static final Logger log = LoggerFactory.getLogger(EnvelopeFile.class);

  /** Numbers keep their digits: a meter's 1.50 does not come back as 1.5. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Path file;
  private final int format;
  private final DataDir dir;
  private final Supplier<DataDir.Turn> turn;
  private final Supplier<DataDir.Turn> turnToRead;

  /**
   * Creates one; the file need not exist.
   *
   * @param dir takes note of what the disk refuses
   * @param turn lets one process at a time change files
   * @param turnToRead the same, where the disk can be written at all
   */
  EnvelopeFile(
      Path file,
      int format,
      DataDir dir,
      Supplier<DataDir.Turn> turn,
      Supplier<DataDir.Turn> turnToRead) {
    this.file = file;
    this.format = format;
    this.dir = dir;
    this.turn = turn;
    this.turnToRead = turnToRead;
  }

  @Override
  public Optional<JsonNode> read() {
    try (DataDir.Turn _ = turnToRead.get()) {
      return readEnvelope(true).map(envelope -> envelope.path("data"));
    } catch (IOException e) {
      throw StorageException.because("cannot read " + file, e);
    }
  }

  @Override
  public void write(JsonNode document) {
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.put("format", format).set("data", document);
    byte[] content = MAPPER.writeValueAsBytes(envelope);
    try (DataDir.Turn _ = turn.get()) {
      dir.replacing(
          file,
          () -> {
            readEnvelope(false);
            new AtomicFile(file).replace(content);
          });
    }
  }

  @Override
  public void delete() {
    try (DataDir.Turn _ = turn.get()) {
      dir.changing(
          file,
          "cannot delete " + file,
          () -> {
            readEnvelope(false);
            new AtomicFile(file).delete();
          });
    }
  }

  /**
   * Reads the file if this version may use it, and puts it aside if it is damaged or older.
   *
   * @param onlyRead whether nothing is written afterwards, so that it may also stay where it is
   * @throws StorageException if it is newer: then it must stay as it is
   */
  private Optional<JsonNode> readEnvelope(boolean onlyRead) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<JsonNode> envelope = parse(content);
    if (envelope.isEmpty()) {
      putAside("damaged", "is damaged", onlyRead);
      return Optional.empty();
    }
    int found = envelope.get().path("format").intValue();
    if (found > format) {
      throw new StorageException(
          file
              + " was written by a newer phasebridge (format "
              + found
              + ", this one knows format "
              + format
              + ") and is left as it is; update phasebridge, or move the file away");
    }
    if (found < format) {
      putAside("format-" + found, "has the older format " + found, onlyRead);
      return Optional.empty();
    }
    return envelope;
  }

  private void putAside(String ending, String why, boolean orLeave) throws IOException {
    String name = file.getFileName() + "." + ending;
    try {
      new AtomicFile(file).putAside(name);
    } catch (IOException e) {
      if (!orLeave) {
        throw e;
      }
      log.warn("{} {} and is not used; it cannot be put aside: {}", file, why, e.getMessage());
      return;
    }
    log.warn("{} {}; it is kept as {} and started anew", file, why, name);
  }

  private static Optional<JsonNode> parse(byte[] content) {
    try {
      JsonNode envelope = MAPPER.readTree(content);
      return envelope != null
              && envelope.path("format").isInt()
              && envelope.path("format").intValue() > 0
              && envelope.has("data")
          ? Optional.of(envelope)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
