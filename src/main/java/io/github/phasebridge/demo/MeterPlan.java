package io.github.phasebridge.demo;

import java.util.List;

/**
 * A meter of the simulated account: what it is called and what it is wired to.
 *
 * @param sn serial number: 8 upper-case letters or digits in every vendor sample
 * @param name the name that the account shows
 * @param site the place that it belongs to
 * @param wiring what it measures
 */
public record MeterPlan(String sn, String name, String site, Wiring wiring) {

  /** What a meter measures, and so how many rows it has. */
  public enum Wiring {
    /** One phase: a heat pump. */
    HEAT_PUMP,
    /** Three phases of a house's supply. */
    HOUSE,
    /** Three phases of a house with solar panels, and the fourth row with the net. */
    HOUSE_WITH_NET_ROW,
    /** Separate circuits: A the solar inverter, B the grid, C not wired. */
    SOLAR,
    /** Two channels, as of a WEM2067: a heat pump and a garage. */
    TWO_CHANNELS
  }

  /** Returns the meters of the demo: a supply, a single-phase meter and a solar set-up. */
  public static List<MeterPlan> house() {
    return List.of(
        new MeterPlan("7C3A91E4", "House", "Home", Wiring.HOUSE),
        new MeterPlan("B04D62F8", "Heat pump", "Home", Wiring.HEAT_PUMP),
        new MeterPlan("E95C1D07", "Solar", "Cottage", Wiring.SOLAR));
  }
}
