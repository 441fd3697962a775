package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.thingboot.Product.ProductEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what happens at a relay, each event once. */
final class RelayEvents {

  private static final Logger LOG = LoggerFactory.getLogger(RelayEvents.class);

  private final Outlet outlet;
  private final Tally tally;

  RelayEvents(Outlet outlet, Tally tally) {
    this.outlet = outlet;
    this.tally = tally;
  }

  /** Returns the product's event that a message tells of. */
  Optional<ProductEvent> of(PushMessage message, Product product) {
    if (message.type() != PushMessage.Type.EVENT) {
      return Optional.empty();
    }
    Optional<ProductEvent> event = product.event(message.name());
    if (event.isEmpty()) {
      tally.unknownEvent(product.id(), message.name());
    }
    return event;
  }

  /** Tells an event of the product, or that the relay came or went. */
  void tell(
      KnownRelay who,
      PushMessage message,
      Optional<ProductEvent> event,
      Instant at,
      RelayValues values) {
    switch (message.type()) {
      case ONLINE, OFFLINE -> {
        String name = message.type().name().toLowerCase(Locale.ROOT);
        tell(who.id(), name, name, message, at, values);
      }
      case EVENT ->
          event.ifPresent(
              it -> {
                LOG.info("{}: {}", who.title(), it.name());
                tell(who.id(), it.name(), it.eventType(), message, at, values);
              });
      case ORDER, STATE -> {
        // Nothing happened beyond the state.
      }
    }
  }

  private void tell(
      DeviceId device,
      String name,
      String eventType,
      PushMessage message,
      Instant at,
      RelayValues values) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("id", message.mid() == null ? newId() : message.mid());
    details.put("state", values.plain(message.report().properties()));
    outlet.tell(new Signal.Happened(device, name, eventType, at, details));
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
