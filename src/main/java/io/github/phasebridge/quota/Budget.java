package io.github.phasebridge.quota;

import java.util.List;

/**
 * What may be called how often.
 *
 * @param name identifies the budget in the ledger, such as {@code iammeter/meterdata/DA2BED94}: no
 *     white space, no control characters
 * @param windows every window holds at the same time
 */
public record Budget(String name, List<Window> windows) {

  /** Copies the windows and refuses names that the ledger cannot write. */
  public Budget {
    windows = List.copyOf(windows);
    if (windows.isEmpty() || !name.matches("[!-~]{1,200}")) {
      throw new IllegalArgumentException("budget '" + name + "' with " + windows);
    }
  }
}
