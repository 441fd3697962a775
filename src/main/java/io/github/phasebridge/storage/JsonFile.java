package io.github.phasebridge.storage;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document on disk that is always complete: written to a temporary file, forced to disk and
 * renamed. Readable by its owner alone (mode 600). Not safe for several threads; give each file one
 * owner.
 */
public interface JsonFile {

  /**
   * Reads what was written last.
   *
   * @return the document, or empty if there is none. A damaged file is put aside as {@code
   *     NAME.damaged}, one of an older format as {@code NAME.format-K}; both are said in the log
   *     and count as absent
   * @throws StorageException if the file has a newer format or cannot be read
   */
  Optional<JsonNode> read();

  /**
   * Replaces the document; after it returns the new one survives a crash.
   *
   * @throws StorageException if the disk refuses, or if the file on disk has a newer format
   */
  void write(JsonNode document);

  /**
   * Removes the document, if there is one.
   *
   * @throws StorageException if the disk refuses, or if the file on disk has a newer format
   */
  void delete();
}
