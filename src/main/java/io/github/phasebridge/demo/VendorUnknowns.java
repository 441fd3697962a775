package io.github.phasebridge.demo;

/**
 * What no vendor text settles, as switches; the defaults are the documented or the stricter form.
 *
 * @param overLimit how calls over the limit are answered
 * @param metersDataCountsOnMeters whether {@code metersdata} also uses up every meter's own limit
 * @param sevenValues whether {@code meterdata} and {@code metersdata} rows carry frequency and
 *     power factor after the five documented values, as newer vendor code expects
 * @param flatRows whether {@code metersdata} gives a single-phase meter's row without the outer
 *     list
 * @param utcFirst whether rows of {@code meterdatalist} end with UTC, then local time, as the text
 *     says; the samples have it the other way round
 * @param loginRefusedBy401 whether a wrong password gets 401 instead of {@code successful:false}
 */
public record VendorUnknowns(
    OverLimitAnswer overLimit,
    boolean metersDataCountsOnMeters,
    boolean sevenValues,
    boolean flatRows,
    boolean utcFirst,
    boolean loginRefusedBy401) {

  /** The documented or stricter form of everything. */
  public static final VendorUnknowns DEFAULT =
      new VendorUnknowns(OverLimitAnswer.EMPTY, true, false, false, false, false);

  /** Returns the same with another answer over the limit. */
  public VendorUnknowns withOverLimit(OverLimitAnswer answer) {
    return new VendorUnknowns(
        answer, metersDataCountsOnMeters, sevenValues, flatRows, utcFirst, loginRefusedBy401);
  }

  /** Returns the same with {@code metersdata} counted on the meters or not. */
  public VendorUnknowns withMetersDataCountsOnMeters(boolean counts) {
    return new VendorUnknowns(
        overLimit, counts, sevenValues, flatRows, utcFirst, loginRefusedBy401);
  }

  /** Returns the same with rows of five or seven values, nested or flat. */
  public VendorUnknowns withRows(boolean seven, boolean flat) {
    return new VendorUnknowns(
        overLimit, metersDataCountsOnMeters, seven, flat, utcFirst, loginRefusedBy401);
  }

  /** Returns the same with UTC or the local time first in history rows. */
  public VendorUnknowns withUtcFirst(boolean first) {
    return new VendorUnknowns(
        overLimit, metersDataCountsOnMeters, sevenValues, flatRows, first, loginRefusedBy401);
  }

  /** Returns the same with a wrong password answered by 401 or not. */
  public VendorUnknowns withLoginRefusedBy401(boolean by401) {
    return new VendorUnknowns(
        overLimit, metersDataCountsOnMeters, sevenValues, flatRows, utcFirst, by401);
  }
}
