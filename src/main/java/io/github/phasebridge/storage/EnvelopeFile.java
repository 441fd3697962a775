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
  private final Supplier<DataDir.Turn> turn;

  /**
   * Creates one; the file need not exist.
   *
   * @param turn lets one process at a time change files
   */
  EnvelopeFile(Path file, int format, Supplier<DataDir.Turn> turn) {
    this.file = file;
    this.format = format;
    this.turn = turn;
  }

  @Override
  public Optional<JsonNode> read() {
    try (DataDir.Turn _ = turn.get()) {
      return readEnvelope().map(envelope -> envelope.path("data"));
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
      readEnvelope();
      new AtomicFile(file).replace(content);
    } catch (IOException e) {
      throw StorageException.because("cannot write " + file, e);
    }
  }

  @Override
  public void delete() {
    try (DataDir.Turn _ = turn.get()) {
      readEnvelope();
      new AtomicFile(file).delete();
    } catch (IOException e) {
      throw StorageException.because("cannot delete " + file, e);
    }
  }

  /**
   * Reads the file if this version may use it, and puts it aside if it is damaged or older.
   *
   * @throws StorageException if it is newer: then it must stay as it is
   */
  private Optional<JsonNode> readEnvelope() throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<JsonNode> envelope = parse(content);
    if (envelope.isEmpty()) {
      putAside("damaged", "is damaged");
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
      putAside("format-" + found, "has the older format " + found);
      return Optional.empty();
    }
    return envelope;
  }

  private void putAside(String ending, String why) throws IOException {
    String name = file.getFileName() + "." + ending;
    new AtomicFile(file).putAside(name);
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
