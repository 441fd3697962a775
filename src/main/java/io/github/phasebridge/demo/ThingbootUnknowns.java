package io.github.phasebridge.demo;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * What no ThingBoot text settles, as switches; the defaults are the documented or likeliest form.
 *
 * @param stateAsStatus whether a device's properties are called {@code status}, as in 2023, instead
 *     of {@code state}
 * @param values how the properties of a listed device are written
 * @param online how it is said that a device is connected
 * @param codeAsText whether {@code code} is a text, as on two of the vendor's pages
 * @param wattHours whether energy is in Wh instead of kWh
 * @param push the form of messages
 */
public record ThingbootUnknowns(
    boolean stateAsStatus,
    PushForms.Values values,
    Online online,
    boolean codeAsText,
    boolean wattHours,
    PushForms push) {

  /** How it is said that a device is connected. */
  public enum Online {
    /** {@code "online":{"state":1,"ip":"...","time":...}}, as in 2023. */
    OBJECT,
    /** {@code "online":1}. */
    NUMBER,
    /** Not at all. */
    ABSENT
  }

  /** The documented or likeliest form of everything. */
  public static final ThingbootUnknowns DEFAULT =
      new ThingbootUnknowns(
          false, PushForms.Values.TEXT, Online.OBJECT, false, false, PushForms.DEFAULT);

  /** Returns the same with another form of listed devices. */
  public ThingbootUnknowns withDevices(
      boolean asStatus, PushForms.Values otherValues, Online otherOnline) {
    return new ThingbootUnknowns(asStatus, otherValues, otherOnline, codeAsText, wattHours, push);
  }

  /** Returns the same with codes as texts or numbers. */
  public ThingbootUnknowns withCodeAsText(boolean asText) {
    return new ThingbootUnknowns(stateAsStatus, values, online, asText, wattHours, push);
  }

  /** Returns the same with energy in Wh or kWh. */
  public ThingbootUnknowns withWattHours(boolean inWattHours) {
    return new ThingbootUnknowns(stateAsStatus, values, online, codeAsText, inWattHours, push);
  }

  /** Returns the same with another form of messages. */
  public ThingbootUnknowns withPush(PushForms forms) {
    return new ThingbootUnknowns(stateAsStatus, values, online, codeAsText, wattHours, forms);
  }

  /** Writes a relay's record for {@code device/list} and {@code device/info}. */
  ObjectNode write(SimulatedRelay relay, ObjectNode into) {
    into.put("id", Integer.parseInt(relay.id()));
    into.put("key", relay.key()).put("name", relay.name()).put("remark", "");
    into.putObject("product")
        .put("id", ThingbootAccount.PRODUCT_ID)
        .put("key", ThingbootAccount.PRODUCT_KEY)
        .put("title", ThingbootAccount.PRODUCT_TITLE);
    into.putObject("group").put("id", 0).put("title", "");
    into.set(stateAsStatus ? "status" : "state", PushForms.written(inUnit(relay.state()), values));
    into.putObject("network").put("type", "wifi").put("rssi", relay.signal()).put("ip", relay.ip());
    into.put("firmware", VendorPage.FIRMWARE);
    int connected = relay.isOnline() ? 1 : 0;
    switch (online) {
      case OBJECT ->
          into.putObject("online")
              .put("state", connected)
              .put("ip", relay.ip())
              .put("time", relay.connectedAt().getEpochSecond());
      case NUMBER -> into.put("online", connected);
      case ABSENT -> into.remove("online");
    }
    return into;
  }

  /** Returns a message with its energies in the unit that is assumed. */
  RelayMessage inUnit(RelayMessage message) {
    return switch (message) {
      case RelayMessage.Event(var name, var state) -> new RelayMessage.Event(name, inUnit(state));
      case RelayMessage.State(var state) -> new RelayMessage.State(inUnit(state));
      case RelayMessage.Answer(var order, RelayMessage.Reply.Energy(var query, var energies)) ->
          new RelayMessage.Answer(
              order,
              new RelayMessage.Reply.Energy(query, energies.stream().map(this::inUnit).toList()));
      case RelayMessage.Answer other -> other;
    };
  }

  private Map<String, BigDecimal> inUnit(Map<String, BigDecimal> state) {
    Map<String, BigDecimal> copy = new HashMap<>(state);
    copy.computeIfPresent("energy", (_, energy) -> inUnit(energy));
    return copy;
  }

  private BigDecimal inUnit(BigDecimal kilowattHours) {
    return wattHours ? kilowattHours.movePointRight(3) : kilowattHours;
  }
}
