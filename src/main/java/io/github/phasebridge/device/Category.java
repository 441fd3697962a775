package io.github.phasebridge.device;

/** Where a user finds an entity. */
public enum Category {
  /** What the device is for. */
  PRIMARY,
  /** Changes how the device works. */
  CONFIG,
  /** Tells how the device is. */
  DIAGNOSTIC
}
