package io.github.phasebridge.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A simulated relay: what it is called and what hangs on it.
 *
 * @param id the vendor's id, a whole number as in every vendor sample
 * @param key the vendor's device key
 * @param name the name that the account shows
 * @param load what it switches
 */
public record RelayPlan(String id, String key, String name, Load load) {

  /** What a relay switches. */
  public enum Load {
    /** A water heater of 1.9 kW that heats a third of the time. */
    BOILER,
    /** A circulation pump. */
    PUMP,
    /** A lamp. */
    LAMP,
    /** Nothing. */
    NOTHING
  }

  /** Returns the relay that the demo has in its account. */
  public static RelayPlan boiler() {
    return new RelayPlan("820720", "Zt5kTq2Qa1", "Boiler", Load.BOILER);
  }

  /** Returns the relay that the demo has on the LAN. */
  public static RelayPlan pump() {
    return new RelayPlan("820733", "Zt5kTq2Qb7", "Pump", Load.PUMP);
  }

  /** Returns as many relays as wanted, the boiler first. */
  public static List<RelayPlan> house(int count) {
    List<RelayPlan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      plans.add(
          i == 0
              ? boiler()
              : new RelayPlan(
                  Integer.toString(820800 + i),
                  "Zt5kTq%04d".formatted(i),
                  "Relay " + (i + 1),
                  Load.values()[i % Load.values().length]));
    }
    return List.copyOf(plans);
  }

  LoadCurve curve(Noise noise) {
    return switch (load) {
      case BOILER -> {
        long shift = (long) (noise.at(0) * 60);
        yield minute ->
            Math.floorMod(minute + shift, 60) < 20 ? 1_900 * noise.around1(minute, 0.02) : 1.2;
      }
      case PUMP -> minute -> 42 * noise.around1(minute, 0.06);
      case LAMP -> minute -> 11.5 * noise.around1(minute, 0.01);
      case NOTHING -> _ -> 0;
    };
  }
}
