package io.github.phasebridge.thingboot;

import java.time.Duration;

/** Shows by what a relay tells that a documented command was carried out. */
record MessageProof(Product.ProductCommand command) implements Proof {

  /** A device that starts anew also has to find its network and the cloud again. */
  private static final Duration RESTART = Duration.ofSeconds(30);

  @Override
  public boolean possible(CommandDesk.Relay relay) {
    return switch (command.effect()) {
      case Product.Effect.Clear _, Product.Effect.None _ ->
          relay.answers() == CommandDesk.Answers.MARKED;
      default -> relay.answers() != CommandDesk.Answers.NONE;
    };
  }

  @Override
  public Duration patience() {
    return command.effect() instanceof Product.Effect.Restart ? RESTART : PATIENCE;
  }

  /** {@inheritDoc} An answer without a mark has no documented form to be recognized by. */
  @Override
  public boolean conclusive(CommandDesk.Relay relay) {
    return relay.answers() == CommandDesk.Answers.MARKED;
  }

  /**
   * Returns whether a message without any mark shows it.
   *
   * @param alone whether this is the only order under way
   */
  boolean in(PushMessage message, boolean alone) {
    boolean answer = message.type() == PushMessage.Type.ORDER;
    return switch (command.effect()) {
      case Product.Effect.Restart _ ->
          message.type() == PushMessage.Type.ONLINE
              || (message.type() == PushMessage.Type.EVENT && message.name().equals("boot"));
      case Product.Effect.Network _ ->
          answer && (message.report().ip() != null || message.report().signal() != null);
      case Product.Effect.Query _ ->
          QueryAnswers.find(message.content(), command.value(), answer && alone).isPresent();
      case Product.Effect.Clear _, Product.Effect.None _, Product.Effect.Pulse _ -> false;
    };
  }
}
