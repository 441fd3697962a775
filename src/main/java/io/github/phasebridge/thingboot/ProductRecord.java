package io.github.phasebridge.thingboot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A product that the account knows ({@code product/list}).
 *
 * @param id the vendor's number of it
 * @param key its key, which devices name too; null if not given
 * @param model its model, null if not given
 * @param title its name, null if not given
 */
public record ProductRecord(
    String id, @Nullable String key, @Nullable String model, @Nullable String title) {

  /** Reads one; empty without an id. */
  static Optional<ProductRecord> of(JsonNode product) {
    PushFields fields = PushFields.of(product);
    return fields
        .text("id")
        .map(
            id ->
                new ProductRecord(
                    id,
                    fields.text("key").orElse(null),
                    fields.text("model").orElse(null),
                    fields.text("title", "name").orElse(null)));
  }
}
