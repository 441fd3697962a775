package io.github.phasebridge.web;

import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the page's documents are written and read. Loaded with the first of them. */
final class Json {

  static final String TYPE = "application/json";

  /** Keeps the digits of numbers, as the state topics do. */
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Json() {}

  /** Returns a document of maps, lists, texts, numbers and booleans as one line. */
  static String text(Object document) {
    return MAPPER.writeValueAsString(document);
  }
}
