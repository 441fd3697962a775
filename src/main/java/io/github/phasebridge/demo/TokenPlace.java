package io.github.phasebridge.demo;

/** Where a caller put the token. */
public enum TokenPlace {
  /** Header {@code token}. */
  HEADER,
  /** Query parameter {@code token}. */
  QUERY,
  /** Nowhere. */
  NONE
}
