package io.github.phasebridge.config;

/** Makes a value of a text, the form in which all sources hand over single values. */
@FunctionalInterface
public interface Parser<T> {

  /** Returns the value, or says what would be allowed. */
  T parse(String text) throws NotAllowed;
}
