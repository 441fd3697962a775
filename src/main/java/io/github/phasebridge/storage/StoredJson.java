package io.github.phasebridge.storage;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns records into documents on disk and back. */
public final class StoredJson {

  private static final Logger LOG = LoggerFactory.getLogger(StoredJson.class);

  // As text, since a number in JSON may lose digits on its way through a double.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .withConfigOverride(
              BigDecimal.class,
              numbers -> numbers.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
          .build();

  private StoredJson() {}

  /**
   * Reads a record; one that cannot be understood counts as absent.
   *
   * @param what the contents as the log calls them
   */
  public static <T> Optional<T> read(JsonFile file, Class<T> type, String what) {
    return file.read()
        .flatMap(
            document -> {
              try {
                return Optional.of(MAPPER.treeToValue(document, type));
              } catch (JacksonException e) {
                LOG.warn("The remembered {} cannot be understood and are learnt anew.", what);
                LOG.debug("Unusable {}", what, e);
                return Optional.empty();
              }
            });
  }

  /** Writes a record; see {@link JsonFile#write}. */
  public static void write(JsonFile file, Object value) {
    file.write(MAPPER.valueToTree(value));
  }
}
