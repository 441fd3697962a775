package io.github.phasebridge.thingboot;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Finds out whether anything takes connections at a relay's address, without sending anything. */
@FunctionalInterface
public interface LanProbe {

  /** Tries a connection to this {@code http} or {@code https} address; the stage never fails. */
  CompletionStage<Boolean> answers(URI address);
}
