package io.github.phasebridge.demo;

import java.time.Instant;

/**
 * Something that the vendor documents as not allowed, done by a caller.
 *
 * @param at when
 * @param endpoint where
 * @param sn which meter; empty where the endpoint has none
 * @param kind what sort of rule
 * @param what the rule and what was asked, as a sentence
 */
public record Violation(Instant at, IammeterEndpoint endpoint, String sn, Kind kind, String what) {

  /** What sort of rule was broken. */
  public enum Kind {
    /** More calls than allowed. */
    QUOTA,
    /** A wrong method, or missing or impossible parameters. */
    FORMAT
  }
}
