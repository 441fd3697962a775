package io.github.phasebridge.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the library's complaints about a text into one sentence. The library quotes what it read,
 * which may be a password, so only what certainly is none is taken over.
 */
final class HoconComplaint {

  private static final Pattern POSITION = Pattern.compile("^.*?: \\d+: ");

  /** Words with at most one single character in quotation marks. */
  private static final Pattern HARMLESS = Pattern.compile("[\\w ,{}\\[\\]-]*('.'[\\w ,]*)?");

  /** A substitution of an environment variable or of one of our settings. */
  private static final Pattern SUBSTITUTION =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*|phasebridge\\.[a-z.-]+)\\}");

  private static final String QUOTE_IT = "; put texts with special characters into double quotes";

  private HoconComplaint() {}

  /**
   * Returns the complaint as a problem.
   *
   * @param source the place if the complaint has none of its own
   */
  static ConfigProblem problem(ConfigException complaint, String source) {
    @Nullable ConfigOrigin origin = complaint.origin();
    String place = origin == null ? source : Place.of(origin);
    return new ConfigProblem(place, "", null, sentence(complaint));
  }

  /** Returns the complaint without its place. */
  static String sentence(ConfigException complaint) {
    String message = String.valueOf(complaint.getMessage());
    return switch (complaint) {
      case ConfigException.UnresolvedSubstitution _ -> unresolved(message);
      case ConfigException.Parse _ -> "not valid HOCON: " + harmless(message) + QUOTE_IT;
      case ConfigException.IO _ -> "a file cannot be read that is included here";
      default -> "not valid HOCON: texts, lists and groups do not fit together here" + QUOTE_IT;
    };
  }

  private static String unresolved(String message) {
    Matcher matcher = SUBSTITUTION.matcher(message);
    String name = matcher.find() ? matcher.group() : "${...}";
    return message.contains("cycle")
        ? "the substitution " + name + " refers to itself"
        : "there is nothing to put in for "
            + name
            + "; ${?NAME} may be missing, and a literal $ needs double quotes";
  }

  private static String harmless(String message) {
    String sentence = POSITION.matcher(message).replaceFirst("");
    int explanation = sentence.indexOf(" (");
    String start = explanation < 0 ? sentence : sentence.substring(0, explanation);
    return HARMLESS.matcher(start).matches() ? start : "this cannot be understood";
  }
}
