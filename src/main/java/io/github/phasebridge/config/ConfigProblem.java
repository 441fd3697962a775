package io.github.phasebridge.config;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with the configuration.
 *
 * @param place where it was written: file and line, environment variable or app option
 * @param path the setting, for example {@code iammeter.poll-interval}; empty for a whole source
 * @param value what was written; null where there is none or it must not be shown
 * @param reason what is allowed or what to do, in words
 */
public record ConfigProblem(String place, String path, @Nullable String value, String reason) {

  /** Says it in one line, {@code place: path = value: reason}, whatever characters were written. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(place).append(": ");
    if (!path.isEmpty()) {
      line.append(path);
      if (value != null) {
        line.append(" = ").append(value);
      }
      line.append(": ");
    }
    return line.append(reason).toString().replaceAll("\\p{Cntrl}", " ");
  }
}
