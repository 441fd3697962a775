package io.github.phasebridge.thingboot;

import tools.jackson.databind.JsonNode;

/** Shows by the answer to a write, or by a message, that a configuration item was stored. */
record ItemProof(String item, String value) implements Proof {

  @Override
  public boolean possible(CommandDesk.Relay relay) {
    return relay.answers() != CommandDesk.Answers.NONE;
  }

  /** {@inheritDoc} No such answer is documented, so its absence says nothing. */
  @Override
  public boolean conclusive(CommandDesk.Relay relay) {
    return false;
  }

  /**
   * Returns what this says about the write.
   *
   * @param asked whether it is known to answer it
   */
  ConfigurationAnswers.Answer in(JsonNode content, boolean asked) {
    return ConfigurationAnswers.read(content, item, value, asked);
  }
}
