package io.github.phasebridge.cli;

import io.github.phasebridge.thingboot.RelayOverview;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

/** The relays as a table. */
final class RelayTable {

  private static final List<String> HEADER =
      List.of("RELAY", "ID", "PRODUCT", "LINK", "ONLINE", "FIRMWARE", "DEVICE");

  private RelayTable() {}

  /** Prints the relays, or a sentence if there is none. */
  static void print(List<RelayOverview.Line> relays, PrintStream out) {
    if (relays.isEmpty()) {
      out.println("The account has no relay, and the configuration lists none.");
      return;
    }
    TextTable.print(HEADER, relays.stream().map(RelayTable::row).toList(), out);
    for (RelayOverview.Line relay : relays) {
      if (relay.problem() != null) {
        out.println(relay.name() + ": " + relay.problem());
      }
    }
  }

  private static List<String> row(RelayOverview.Line relay) {
    Boolean online = relay.online();
    return List.of(
        relay.name(),
        relay.id(),
        relay.product(),
        relay.link(),
        online == null ? "unknown" : online ? "yes" : "no",
        Objects.requireNonNullElse(relay.firmware(), "unknown"),
        relay.device());
  }
}
