package io.github.phasebridge.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sensor's power over the last day: one point per minute at most, and a gap wherever it was
 * unknown. Takes 8 bytes for a point; what is kept is bounded.
 */
final class PowerSeries {

  /** How far back it goes. */
  static final Duration SPAN = Duration.ofHours(24);

  /** A point per minute, and room for some gaps. */
  private static final int MOST_POINTS = 24 * 60 + 60;

  private static final int FIRST_ROOM = 64;
  private static final long MINUTE = 60;

  /** Moments are kept as seconds since then, which fit into an int. */
  private static final long EPOCH = 1_577_836_800; // 2020-01-01T00:00:00Z

  private int[] seconds = new int[FIRST_ROOM];
  private float[] watts = new float[FIRST_ROOM];
  private int size;

  /**
   * Takes a value, unless it lies within the minute of the last point.
   *
   * @param at in seconds of Unix time
   * @return whether it was taken
   */
  boolean add(long at, float value) {
    forgetFrom(at + MINUTE);
    boolean sameMinute = size > 0 && at / MINUTE <= at(size - 1) / MINUTE;
    if (sameMinute && !lastIsGap()) {
      return false;
    }
    append(at, value);
    return true;
  }

  /** Notes that the value is not known any more; returns whether it was before. */
  boolean gap(long at) {
    if (size == 0 || lastIsGap()) {
      return false;
    }
    append(Math.max(at, at(size - 1)), Float.NaN);
    return true;
  }

  /** Returns all points as pairs of seconds of Unix time and watts, null for a gap. */
  List<List<@Nullable Number>> points() {
    List<List<@Nullable Number>> points = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      points.add(Arrays.asList(at(i), Float.isNaN(watts[i]) ? null : (Number) watts[i]));
    }
    return points;
  }

  private long at(int index) {
    return EPOCH + seconds[index];
  }

  private boolean lastIsGap() {
    return Float.isNaN(watts[size - 1]);
  }

  /** After the clock was set back, what seems to come later would hide all that follows. */
  private void forgetFrom(long at) {
    while (size > 0 && at(size - 1) >= at) {
      size--;
    }
  }

  private void append(long at, float value) {
    forgetBefore(at - SPAN.toSeconds());
    if (size == seconds.length) {
      int room = Math.min(MOST_POINTS, size * 2);
      seconds = Arrays.copyOf(seconds, room);
      watts = Arrays.copyOf(watts, room);
    }
    seconds[size] = Math.toIntExact(at - EPOCH);
    watts[size] = value;
    size++;
  }

  private void forgetBefore(long at) {
    int old = size == MOST_POINTS ? 1 : 0;
    while (old < size && at(old) < at) {
      old++;
    }
    if (old > 0) {
      System.arraycopy(seconds, old, seconds, 0, size - old);
      System.arraycopy(watts, old, watts, 0, size - old);
      size -= old;
    }
  }
}
