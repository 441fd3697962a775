package io.github.phasebridge.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The relay cloud and relays on the LAN ({@code thingboot}).
 *
 * @param url the cloud's base address
 * @param appId the account's id, empty for none
 * @param appSecret the account's secret
 * @param devices listed relays, which add to or refine what the account has; empty for {@code auto}
 * @param push how the cloud's messages arrive
 * @param pushUrl the vendor's broker
 * @param pushClientId the client id there, empty for one of our own
 * @param pollInterval how often relays are asked
 * @param units unit and factor per property, by the property's name with {@code _}
 * @param queryInterval how often queries are sent by themselves; null for never
 * @param configurationItems whether the settings in the relay's flash memory are offered
 * @param onlyListed whether relays that are not listed are left out
 */
public record ThingbootConfig(
    URI url,
    String appId,
    Secret appSecret,
    List<Relay> devices,
    Push push,
    URI pushUrl,
    String pushClientId,
    Duration pollInterval,
    Map<String, Unit> units,
    @Nullable Duration queryInterval,
    boolean configurationItems,
    boolean onlyListed) {

  /** Copies lists and maps. */
  public ThingbootConfig {
    devices = List.copyOf(devices);
    units = Map.copyOf(units);
  }

  /**
   * A listed relay.
   *
   * @param id the vendor's id
   * @param name what to call it; null for the vendor's name
   * @param address the relay's own address on the LAN; null for the cloud
   * @param secret the relay's own secret on the LAN
   */
  public record Relay(String id, @Nullable String name, @Nullable URI address, Secret secret) {}

  /**
   * How a property is published.
   *
   * @param unit the unit; null for the default one
   * @param factor what the vendor's number is multiplied with
   */
  public record Unit(@Nullable String unit, BigDecimal factor) {}

  /** How the cloud's messages arrive. */
  public enum Push {
    /** Through the vendor's broker. */
    MQTT,
    /** Through our webhook. */
    WEBHOOK,
    /** Not at all; relays are asked. */
    OFF
  }

  /** Returns whether the cloud is used. */
  public boolean hasAccount() {
    return !appId.isEmpty() && appSecret.isSet();
  }

  /** Returns whether any relay can be reached. */
  public boolean enabled() {
    return hasAccount() || devices.stream().anyMatch(relay -> relay.address() != null);
  }
}
