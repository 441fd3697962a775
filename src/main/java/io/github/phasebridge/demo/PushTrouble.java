package io.github.phasebridge.demo;

import java.time.Duration;

/** What can go wrong with a message on its way. */
public sealed interface PushTrouble {

  /** It never arrives. */
  record Lost() implements PushTrouble {}

  /** It arrives twice, the same to the last digit. */
  record Duplicated() implements PushTrouble {}

  /** It arrives later, with the time at which it was meant to. */
  record Late(Duration by) implements PushTrouble {}

  /** It arrives after the next one. */
  record Overtaken() implements PushTrouble {}
}
