package io.github.phasebridge.device;

import java.util.List;

/**
 * Looks after something that is no device and no cloud, such as the disk. Parts add theirs to a set
 * of all.
 */
@FunctionalInterface
public interface Watch {

  /**
   * Returns what the user should know now; nothing while all is well. May be called by any thread,
   * as often as every second; returns at once, from memory.
   */
  List<Notice> notices();
}
