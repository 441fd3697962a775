package io.github.phasebridge.device;

/** When an entity is available. */
public enum Reach {
  /** While its device and the bridge are online. */
  DEVICE,
  /**
   * While the bridge is online: for entities that speak about the device when it is gone, such as
   * its cloud connection or the time of its last upload.
   */
  BRIDGE
}
