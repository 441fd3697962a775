package io.github.phasebridge.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meter cloud ({@code iammeter}).
 *
 * @param url the cloud's base address
 * @param token a fixed token; not set means that we log in
 * @param userName the account's name, empty for none
 * @param password the account's password
 * @param meters listed meters, which add to or refine what the account has; empty for {@code auto}
 * @param pollInterval how often each meter is read, at least 300 s
 * @param powerFactor whether the endpoint with the power factor is read
 * @param staleAfter a meter whose last upload is older is unavailable
 * @param tokenIn where the token travels
 * @param analyses whether the power and offline analyses are read
 * @param analysisPath the last part of the power analysis's path
 * @param onlyListed whether meters that are not listed are left out
 */
public record IammeterConfig(
    URI url,
    Secret token,
    String userName,
    Secret password,
    List<Meter> meters,
    Duration pollInterval,
    boolean powerFactor,
    Duration staleAfter,
    TokenIn tokenIn,
    boolean analyses,
    String analysisPath,
    boolean onlyListed) {

  /** Copies the meters. */
  public IammeterConfig {
    meters = List.copyOf(meters);
  }

  /**
   * A listed meter.
   *
   * @param sn the serial number as the vendor writes it
   * @param name what to call it; null for the vendor's name
   * @param phases how its phases belong together
   */
  public record Meter(String sn, @Nullable String name, Phases phases) {}

  /** How the phases of a meter belong together. */
  public enum Phases {
    /** One supply: totals make sense. */
    SUPPLY,
    /** Separate circuits, as in solar set-ups: a total would be meaningless. */
    CIRCUITS
  }

  /** Where the token travels. */
  public enum TokenIn {
    /** In the header {@code token}. */
    HEADER,
    /** In the query as {@code token=...}. */
    QUERY
  }

  /** Returns whether the meter cloud is used at all. */
  public boolean enabled() {
    return token.isSet() || !userName.isEmpty();
  }
}
