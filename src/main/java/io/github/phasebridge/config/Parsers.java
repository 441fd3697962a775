package io.github.phasebridge.config;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Parsers of simple values. */
public final class Parsers {

  private Parsers() {}

  /** True or false, in the words of HOCON. */
  public static Parser<Boolean> flag() {
    return text ->
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "true", "yes", "on" -> true;
          case "false", "no", "off" -> false;
          default -> throw new NotAllowed("allowed is true or false");
        };
  }

  /** A whole number within these bounds. */
  public static Parser<Integer> number(int least, int most) {
    return text -> {
      try {
        int number = Integer.parseInt(text.strip());
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Said below, together with what is out of bounds.
      }
      throw new NotAllowed("allowed is a whole number from " + least + " to " + most);
    };
  }

  /** A decimal number above 0 that a meter's value can sensibly be multiplied with. */
  static Parser<BigDecimal> factor() {
    return text -> {
      try {
        BigDecimal factor = new BigDecimal(text.strip());
        // The scale is bounded since a number like 1e999999999 takes all memory when multiplied.
        if (factor.signum() > 0 && factor.precision() <= 20 && Math.abs(factor.scale()) <= 20) {
          return factor;
        }
      } catch (NumberFormatException _) {
        // Said below.
      }
      throw new NotAllowed("allowed is a number above 0, for example 0.001");
    };
  }

  /** One of an enum's names, in lower case. */
  static <E extends Enum<E>> Parser<E> choice(Class<E> type) {
    return choice(List.of(type.getEnumConstants()));
  }

  /** The name of one of these constants, in lower case with dashes. */
  public static <E extends Enum<E>> Parser<E> choice(List<E> constants) {
    List<String> names = constants.stream().map(Parsers::nameOf).toList();
    return text -> constants.get(names.indexOf(word(names).parse(text)));
  }

  /** One of these words, which are in lower case. */
  public static Parser<String> word(List<String> words) {
    return text -> {
      String word = text.strip().toLowerCase(Locale.ROOT);
      if (!words.contains(word)) {
        throw new NotAllowed(
            "allowed is " + String.join(", ", words) + Suggestion.question(text.strip(), words));
      }
      return word;
    };
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Text of one line, not blank and not longer than this many bytes of UTF-8. */
  public static Parser<String> line(int mostBytes) {
    return text -> {
      if (text.isBlank()
          || text.chars().anyMatch(Character::isISOControl)
          || text.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
        throw new NotAllowed(
            "allowed is a text of 1 to " + mostBytes + " bytes without control characters");
      }
      return text;
    };
  }

  /** A name that becomes one part of a topic and of an address, as serial numbers and ids do. */
  static Parser<String> name(String what) {
    return text -> {
      if (text.isBlank() || text.length() > 100 || !text.chars().allMatch(Parsers::isNameChar)) {
        throw new NotAllowed(
            "allowed is " + what + ": without white space and without any of / \\ ? # + %");
      }
      return text;
    };
  }

  private static boolean isNameChar(int c) {
    return !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && !Character.isISOControl(c)
        && "/\\?#+%".indexOf(c) < 0;
  }

  /** The same, but it may be empty for none. */
  public static Parser<String> optional(Parser<String> parser) {
    return text -> text.isEmpty() ? text : parser.parse(text);
  }
}
