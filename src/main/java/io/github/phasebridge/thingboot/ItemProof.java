package io.github.phasebridge.thingboot;

import tools.jackson.databind.JsonNode;

/** Shows by the answer to a write, or by a message, that a configuration item was stored. */
record ItemProof(String item, String value, Reader reader) implements Proof {

  /** Reads confirmations, whose form the vendor does not document. */
  @FunctionalInterface
  interface Reader {

    /** Returns whether this says that the relay stored this value of this item. */
    boolean confirms(JsonNode content, String item, String value);
  }

  @Override
  public boolean possible(CommandDesk.Relay relay) {
    return relay.answers() != CommandDesk.Answers.NONE;
  }

  /** {@inheritDoc} No such answer is documented, so its absence says nothing. */
  @Override
  public boolean conclusive(CommandDesk.Relay relay) {
    return false;
  }

  /** Returns whether this content shows it. */
  boolean in(JsonNode content) {
    return reader.confirms(content, item, value);
  }
}
