package io.github.phasebridge.cli;

import java.util.List;

/** The user asked for something that cannot be done; ends with {@link ExitCode#WRONG_USAGE}. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one with everything that is wrong, a sentence each. */
  UsageException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
