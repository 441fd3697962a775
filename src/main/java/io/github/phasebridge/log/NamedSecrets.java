package io.github.phasebridge.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks what is called a token, password, secret or signature, in queries, forms, headers and JSON
 * (also in JSON within a JSON text), without knowing the secret itself. Values are found by hand
 * since a regular expression for a quoted text overflows the stack when the text is long.
 */
final class NamedSecrets {

  /** The end of a name, its closing quote, what separates it from its value, the opening quote. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:token|password|passwd|secret|(?<![\\w-])sign)"
              + "(\\\\{0,9}[\"'])?\\s{0,9}([=:])\\s{0,9}(\\\\{0,9}[\"'])?");

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "(?i)(authorization[\"']?\\s{0,9}[:=]\\s{0,9}[\"']?(?:bearer|basic)\\s{1,9})[^\\s\"',\\]]+");

  private static final Pattern USER_INFO =
      Pattern.compile("(://[^\\s/:@\"']{0,200}:)[^\\s/@\"']{1,500}@");

  /**
   * A header's value: long and with a digit, since plain words may follow a colon as well. Looking
   * for the digit is bounded, so that a long text full of names stays cheap.
   */
  private static final Pattern HEADER_VALUE =
      Pattern.compile("(?=[\\w.~+/=-]{0,500}\\d)[\\w.~+/=-]{8,}");

  private NamedSecrets() {}

  static String mask(String text) {
    String masked = maskNamed(text);
    masked = AUTHORIZATION.matcher(masked).replaceAll("$1" + Redactor.MASK);
    return masked.contains("@")
        ? USER_INFO.matcher(masked).replaceAll("$1" + Redactor.MASK + "@")
        : masked;
  }

  private static String maskNamed(String text) {
    Matcher name = NAME.matcher(text);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (name.find(copied)) {
      int start = name.end();
      int end = endOfValue(text, start, name);
      result.append(text, copied, start);
      if (end > start) {
        result.append(replacement(text.substring(start, end), name));
      }
      copied = end;
    }
    return copied == 0 ? text : result.append(text, copied, text.length()).toString();
  }

  private static String replacement(String value, Matcher name) {
    if (value.equals("null")) {
      return value;
    }
    // A number in JSON becomes a text, so that the JSON stays one.
    @Nullable String quote = name.group(1);
    boolean bare = name.group(3) == null && quote != null && name.group(2).equals(":");
    return bare ? quote + Redactor.MASK + quote : Redactor.MASK;
  }

  private static int endOfValue(String text, int start, Matcher name) {
    @Nullable String quote = name.group(3);
    if (quote != null) {
      return endOfQuoted(text, start, quote.charAt(quote.length() - 1), quote.length() - 1);
    }
    if (name.group(2).equals(":") && name.group(1) == null) {
      Matcher value = HEADER_VALUE.matcher(text).region(start, text.length());
      return value.lookingAt() ? value.end() : start;
    }
    int end = start;
    while (end < text.length() && !endsBareValue(text, end)) {
      end++;
    }
    return end;
  }

  /**
   * Returns where the closing quote begins. Each level of JSON within JSON doubles the backslashes:
   * where {@code level} of them stand before the opening quote, a quote closes if the number before
   * it leaves {@code level} when divided by twice {@code level + 1}; otherwise it is escaped.
   */
  private static int endOfQuoted(String text, int start, char quote, int level) {
    for (int at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 1)) {
      int slashes = 0;
      while (at - slashes > start && text.charAt(at - slashes - 1) == '\\') {
        slashes++;
      }
      if (slashes % (2 * (level + 1)) == level) {
        return at - level;
      }
    }
    return text.length();
  }

  private static boolean endsBareValue(String text, int at) {
    char c = text.charAt(at);
    if (c == '\\') {
      return at + 1 < text.length() && "\"nrt\\".indexOf(text.charAt(at + 1)) >= 0;
    }
    return Character.isWhitespace(c) || "&\"'<>,;)]}{[".indexOf(c) >= 0;
  }
}
