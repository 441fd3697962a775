package io.github.phasebridge.cli;

/** How a command ends, for scripts. */
final class ExitCode {

  /** It did what it was told. */
  static final int DONE = 0;

  /** It failed while running. */
  static final int FAILED = 1;

  /** It was told something it cannot do: wrong usage or configuration. */
  static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
