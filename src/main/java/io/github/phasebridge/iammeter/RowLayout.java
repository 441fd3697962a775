package io.github.phasebridge.iammeter;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the numbers of a row mean. The endpoint decides first, then the length: never the length
 * alone. A row that is shorter than its layout keeps the three values that all layouts share; the
 * unknown tail of a longer one is ignored.
 */
enum RowLayout {
  /**
   * {@code meterdata}, {@code metersdata} and {@code meterdatalist}: V, A, W, import kWh, export
   * kWh (documented). With exactly 7 values Hz and power factor follow, as the vendor's newer code
   * has it. Nobody has seen 6: if the fourth value may be a power factor, the row is rejected.
   */
  BASIC {
    @Override
    Row longRow(List<JsonNode> values) throws IammeterFailure {
      if (values.size() == 6) {
        requireEnergyAt3(values);
      }
      boolean extended =
          values.size() == 7 && !contradicts(PlausibleRange.POWER_FACTOR, values.get(6));
      return new Row(
          PlausibleRange.VOLTAGE.read(values.get(0)),
          PlausibleRange.CURRENT.read(values.get(1)),
          PlausibleRange.POWER.read(values.get(2)),
          PlausibleRange.ENERGY.read(values.get(3)),
          PlausibleRange.ENERGY.read(values.get(4)),
          extended ? PlausibleRange.FREQUENCY.read(values.get(5)) : null,
          extended ? PlausibleRange.POWER_FACTOR.read(values.get(6)) : null);
    }

    @Override
    int shortest() {
      return 5;
    }

    @Override
    List<Integer> widths() {
      return List.of(5, 7);
    }
  },

  /**
   * {@code meterdata2} and {@code meterdatalist2}: V, A, W, power factor, import kWh, export kWh
   * (documented).
   */
  WITH_POWER_FACTOR {
    @Override
    Row longRow(List<JsonNode> values) throws IammeterFailure {
      if (contradicts(PlausibleRange.POWER_FACTOR, values.get(3))) {
        throw implausible(values, "the power factor, -1 to 1, belongs");
      }
      return new Row(
          PlausibleRange.VOLTAGE.read(values.get(0)),
          PlausibleRange.CURRENT.read(values.get(1)),
          PlausibleRange.POWER.read(values.get(2)),
          PlausibleRange.ENERGY.read(values.get(4)),
          PlausibleRange.ENERGY.read(values.get(5)),
          null,
          PlausibleRange.POWER_FACTOR.read(values.get(3)));
    }

    @Override
    int shortest() {
      return 6;
    }

    @Override
    List<Integer> widths() {
      return List.of(6);
    }
  };

  /** Phases A, B, C and the net row. */
  static final int MOST_ROWS = 4;

  /**
   * Reads the row of one phase.
   *
   * @param values its numbers; none at all is a row of nulls
   * @throws IammeterFailure {@code IMPLAUSIBLE} if a value shows that the row follows another
   *     layout. Its energies would be wrong then, so nothing of the answer may be used
   */
  Row row(List<JsonNode> values) throws IammeterFailure {
    return values.size() >= shortest() ? longRow(values) : shortRow(values);
  }

  /**
   * Splits a flat list of numbers into rows of equal width.
   *
   * @return the rows; empty if no number of rows of a known width makes this length
   */
  List<List<JsonNode>> split(List<JsonNode> flat) {
    for (int width : widths()) {
      int rows = flat.size() / width;
      if (flat.size() % width == 0 && rows >= 1 && rows <= MOST_ROWS) {
        List<List<JsonNode>> result = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
          result.add(flat.subList(row * width, (row + 1) * width));
        }
        return result;
      }
    }
    return List.of();
  }

  /** Reads a row that has all of the layout's values. */
  abstract Row longRow(List<JsonNode> values) throws IammeterFailure;

  /** Returns the least number of values that the layout can be read from. */
  abstract int shortest();

  /** Returns the widths of rows in flat lists. No multiple up to {@link #MOST_ROWS} is shared. */
  abstract List<Integer> widths();

  private static Row shortRow(List<JsonNode> values) {
    return new Row(
        readAt(values, 0, PlausibleRange.VOLTAGE),
        readAt(values, 1, PlausibleRange.CURRENT),
        readAt(values, 2, PlausibleRange.POWER),
        null,
        null,
        null,
        null);
  }

  private static @Nullable BigDecimal readAt(
      List<JsonNode> values, int index, PlausibleRange range) {
    return index < values.size() ? range.read(values.get(index)) : null;
  }

  /**
   * The length of the other layout: where the fourth value could be a power factor, nobody can tell
   * energy from it. Rows of unused phases, all zero, read the same in both.
   */
  private static void requireEnergyAt3(List<JsonNode> values) throws IammeterFailure {
    BigDecimal fourth = VendorNumber.read(values.get(3));
    boolean couldBePowerFactor = fourth == null || PlausibleRange.POWER_FACTOR.contains(fourth);
    boolean zeros = values.subList(3, 6).stream().allMatch(RowLayout::isZeroOrNothing);
    if (couldBePowerFactor && !zeros) {
      throw implausible(values, "the imported energy belongs but a power factor may stand");
    }
  }

  private static IammeterFailure implausible(List<JsonNode> values, String where) {
    return new IammeterFailure(
        Kind.IMPLAUSIBLE,
        "The reading was not used, because its layout is not known: a row of "
            + values.size()
            + " values has "
            + VendorNumber.read(values.get(3))
            + " where "
            + where
            + ".");
  }

  private static boolean isZeroOrNothing(JsonNode value) {
    BigDecimal number = VendorNumber.read(value);
    return number == null || number.signum() == 0;
  }

  private static boolean contradicts(PlausibleRange range, JsonNode value) {
    BigDecimal number = VendorNumber.read(value);
    return number != null && !range.contains(number);
  }
}
