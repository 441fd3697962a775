package io.github.phasebridge.bridge;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A part cannot start for a reason that lies outside of phasebridge and that its user can mend,
 * such as a port that is taken. Its message is a sentence.
 */
public final class StartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param sentence what is wrong and what to do about it
   * @param cause what told us, null for none
   */
  public StartException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
