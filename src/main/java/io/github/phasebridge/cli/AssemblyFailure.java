package io.github.phasebridge.cli;

import com.google.inject.spi.Message;
import java.util.Collection;

/** A part that reads its files when it is made has a sentence for the user, which Guice wraps. */
final class AssemblyFailure {

  private AssemblyFailure() {}

  /**
   * Returns what the part itself threw.
   *
   * @param messages what Guice collected
   * @param wrapped what Guice threw; it stays where no part threw anything
   */
  static RuntimeException of(Collection<Message> messages, RuntimeException wrapped) {
    return messages.stream()
        .map(Message::getCause)
        .filter(RuntimeException.class::isInstance)
        .map(RuntimeException.class::cast)
        .findFirst()
        .orElse(wrapped);
  }
}
