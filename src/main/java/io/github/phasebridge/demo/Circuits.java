package io.github.phasebridge.demo;

import io.github.phasebridge.demo.Circuit.Kind;
import java.util.List;

/**
 * Wires up meters: which loads hang on which row.
 *
 * @param noise the meter's own source of chance
 * @param firstDay days since 1970 on the local clock: when counting starts
 */
record Circuits(Noise noise, long firstDay) {

  private static final int HOUR = 60;

  /** Returns the rows of a meter, in the vendor's order. */
  List<Circuit> of(MeterPlan.Wiring wiring) {
    return switch (wiring) {
      case HEAT_PUMP -> List.of(wired(0, heatPump(), 5_724.85));
      case HOUSE ->
          List.of(
              wired(0, living(), 3_235.46),
              wired(1, kitchen(), 6_053.64),
              wired(2, cellar(), 887.2));
      case HOUSE_WITH_NET_ROW -> withNetRow();
      case SOLAR ->
          List.of(
              wired(0, panels(), 9_354.6),
              new Circuit(
                  Kind.WIRED, living().minus(panels()), forked(1), firstDay, 2_536.4, 5_704.7),
              new Circuit(Kind.UNWIRED, minute -> 0, forked(2), firstDay, 0, 0));
      case TWO_CHANNELS -> List.of(wired(0, heatPump(), 1_021.7), wired(1, cellar(), 310.02));
    };
  }

  private List<Circuit> withNetRow() {
    LoadCurve a = living().minus(panels());
    return List.of(
        new Circuit(Kind.WIRED, a, forked(0), firstDay, 423.676, 1_275.075),
        wired(1, kitchen(), 423.527),
        wired(2, cellar(), 427.346),
        new Circuit(
            Kind.NET, a.plus(kitchen()).plus(cellar()), forked(3), firstDay, 811.4, 720.018));
  }

  private Circuit wired(int row, LoadCurve curve, double imported) {
    return new Circuit(Kind.WIRED, curve, forked(row), firstDay, imported, 0);
  }

  private LoadCurve living() {
    return LoadCurve.base(forked(10), 110)
        .plus(LoadCurve.swell(forked(11), 20 * HOUR, 130, 620))
        .plus(LoadCurve.swell(forked(12), 7 * HOUR, 60, 260));
  }

  private LoadCurve kitchen() {
    return LoadCurve.base(forked(20), 35)
        .plus(LoadCurve.fridge(forked(21)))
        .plus(LoadCurve.appliance(forked(22), 6 * HOUR, 8 * HOUR, 4, 2_050, 0.95))
        .plus(LoadCurve.appliance(forked(23), 10 * HOUR, 11 * HOUR, 4, 2_050, 0.6))
        .plus(LoadCurve.appliance(forked(24), 12 * HOUR, 13 * HOUR, 35, 1_700, 0.7))
        .plus(LoadCurve.appliance(forked(25), 15 * HOUR, 17 * HOUR, 4, 2_050, 0.8))
        .plus(LoadCurve.appliance(forked(26), 18 * HOUR, 20 * HOUR, 45, 2_300, 0.85));
  }

  private LoadCurve cellar() {
    return LoadCurve.base(forked(30), 48)
        .plus(LoadCurve.appliance(forked(31), 8 * HOUR, 14 * HOUR, 22, 1_950, 0.5))
        .plus(LoadCurve.appliance(forked(32), 20 * HOUR, 23 * HOUR, 65, 1_150, 0.7));
  }

  private LoadCurve heatPump() {
    return LoadCurve.heatPump(forked(40));
  }

  private LoadCurve panels() {
    return LoadCurve.solar(forked(50), 4_300);
  }

  private Noise forked(int number) {
    return noise.fork(number);
  }
}
