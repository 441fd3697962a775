package io.github.phasebridge.quota;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What may be called how often.
 *
 * @param name identifies the budget in the ledger, such as {@code iammeter/meterdata/DA2BED94}: no
 *     white space, no control characters
 * @param windows every window holds at the same time
 */
public record Budget(String name, List<Window> windows) {

  /**
   * Returns how long ago a call must be so that it cannot matter any more: the longest window,
   * leaving out those that always hold where a shorter one does. 12 an hour are never more than 288
   * a day.
   */
  Duration memory() {
    return windows.stream()
        .filter(window -> windows.stream().noneMatch(shorter -> shorter.implies(window)))
        .map(Window::length)
        .max(Comparator.naturalOrder())
        .orElse(Window.LONGEST);
  }

  /** Copies the windows and refuses names that the ledger cannot write. */
  public Budget {
    windows = List.copyOf(windows);
    if (windows.isEmpty() || !name.matches("[!-~]{1,200}")) {
      throw new IllegalArgumentException("budget '" + name + "' with " + windows);
    }
  }
}
