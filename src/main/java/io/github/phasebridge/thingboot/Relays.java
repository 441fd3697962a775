package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The relays that are bridged now. */
final class Relays {

  private final Function<KnownRelay, Relay> maker;
  private final Map<DeviceId, Relay> relays = new LinkedHashMap<>();

  /**
   * Begins without relays.
   *
   * @param maker makes one that has not told anything yet
   */
  Relays(Function<KnownRelay, Relay> maker) {
    this.maker = maker;
  }

  /** Begins with those that are new, and lets the others become what is known of them now. */
  void arrange(Collection<KnownRelay> known) {
    for (KnownRelay one : known) {
      Relay relay = relays.get(one.id());
      if (relay == null) {
        Relay added = maker.apply(one);
        relays.put(one.id(), added);
        added.begin();
      } else if (!relay.who().equals(one)) {
        relay.become(one);
      }
    }
  }

  /** Takes a relay away that is not bridged any more. */
  void remove(DeviceId id) {
    Relay relay = relays.remove(id);
    if (relay != null) {
      relay.stop();
    }
  }

  Optional<Relay> get(DeviceId id) {
    return Optional.ofNullable(relays.get(id));
  }

  /** Finds one by either name that the vendor gives it in messages. */
  Optional<Relay> named(String idOrKey) {
    return get(KnownRelay.idOf(idOrKey))
        .or(() -> all().stream().filter(it -> idOrKey.equals(it.who().key())).findFirst());
  }

  List<Relay> all() {
    return List.copyOf(relays.values());
  }

  List<Relay> onLan() {
    return all().stream().filter(relay -> relay.who().onLan()).toList();
  }

  List<Relay> onCloud() {
    return all().stream().filter(relay -> !relay.who().onLan()).toList();
  }
}
