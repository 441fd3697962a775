package io.github.phasebridge.demo;

/**
 * Chance that can be looked up: the same seed and index always give the same number, in any order.
 *
 * @param seed what tells one source of chance from another
 */
record Noise(long seed) {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Returns a number from 0 inclusive to 1 exclusive (SplitMix64 of seed and index). */
  double at(long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** Returns a number that varies by up to a share around 1. */
  double around1(long index, double share) {
    return 1 + (2 * at(index) - 1) * share;
  }

  /** Returns another, independent source. */
  Noise fork(long number) {
    return new Noise(seed * 31 + (number + 1) * GOLDEN_GAMMA);
  }
}
