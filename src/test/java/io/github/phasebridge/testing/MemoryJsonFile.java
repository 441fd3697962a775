package io.github.phasebridge.testing;

import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file in memory that goes through JSON text like a real one, counts how often it is written, and
 * whose disk can be full.
 */
public final class MemoryJsonFile implements JsonFile {

  private final JsonMapper mapper = new JsonMapper();
  private @Nullable String text;
  private int writes;
  private boolean full;

  /** Lets the disk refuse every write from now on, or take them again. */
  public void full(boolean refuse) {
    full = refuse;
  }

  /** Puts this text into the file. */
  public void text(String newText) {
    text = newText;
  }

  /** Returns what is in the file, empty for nothing. */
  public String text() {
    return text == null ? "" : text;
  }

  /** Returns how often it was written. */
  public int writes() {
    return writes;
  }

  @Override
  public Optional<JsonNode> read() {
    return Optional.ofNullable(text).map(mapper::readTree);
  }

  @Override
  public void write(JsonNode document) {
    if (full) {
      throw new StorageException("The disk is full");
    }
    text = mapper.writeValueAsString(document);
    writes++;
  }

  @Override
  public void delete() {
    text = null;
  }
}
