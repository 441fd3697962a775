package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.NotAllowed;
import io.github.phasebridge.config.Parser;
import io.github.phasebridge.config.Parsers;
import io.github.phasebridge.config.Section;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.SensorKind;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parsers of what stands in a product file. */
final class ProductFields {

  /** The kind of a property that is reported and set. */
  static final String SWITCH = "switch";

  /** A key of an entity, which becomes part of topics. */
  static final Parser<String> KEY =
      form(
          "[a-z][a-z0-9_]{0,63}",
          "1 to 64 lower-case letters, digits and _, beginning with a letter");

  /** What a user or the device reads. */
  static final Parser<String> LINE = Parsers.line(200);

  static final Parser<String> ICON = form("mdi:[a-z0-9-]+", "an icon like mdi:timer-outline");

  static final Parser<String> SIZE =
      form("[0-9]+([.][0-9]+)? [KM]?B", "a size like 284.82 KB, as the vendor writes it");

  /** What a property measures, with the value {@link #SWITCH} for one that is set too. */
  static final Parser<String> PROPERTY_KIND =
      Parsers.word(Stream.concat(Stream.of(SWITCH), measured().map(ProductFields::word)).toList());

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ProductFields() {}

  /** Returns the kind that {@link #PROPERTY_KIND} calls so; a number for an unknown word. */
  static SensorKind measured(String word) {
    return measured().filter(kind -> word(kind).equals(word)).findAny().orElse(SensorKind.NUMBER);
  }

  /** Properties are numbers or switches; moments and texts have no place in the state. */
  private static Stream<SensorKind> measured() {
    return Stream.of(SensorKind.values())
        .filter(kind -> kind != SensorKind.TIMESTAMP && kind != SensorKind.TEXT);
  }

  private static String word(SensorKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A unit that goes with the kind; empty for none. */
  static Parser<String> unit(SensorKind kind) {
    return text -> {
      if (!kind.takes(text)) {
        throw new NotAllowed("allowed is a unit of " + word(kind) + " that Home Assistant knows");
      }
      return text;
    };
  }

  /** A moment in the vendor's form. */
  static LocalDateTime date(String text) throws NotAllowed {
    try {
      return LocalDateTime.parse(text, DATE);
    } catch (DateTimeException _) {
      throw new NotAllowed("allowed is a date and time like 2025-08-23 10:02:35");
    }
  }

  /** A firmware version of this product; of any if its id is empty, because it was refused. */
  static Parser<String> version(String product) {
    return text -> {
      Optional<String> owner = FirmwareVersion.parse(text).map(FirmwareVersion::product);
      if (owner.isEmpty() || (!product.isEmpty() && !owner.get().equals(product))) {
        String form = (product.isEmpty() ? "p46" : product) + ".20250823.v12";
        throw new NotAllowed(
            "allowed is a version like " + form + ": the product's id, a date and a number");
      }
      return text;
    };
  }

  /** Reads the category of an entity, which is primary by default. */
  static Category category(Section row, Category... allowed) {
    return row.value("category", maybe(Parsers.choice(List.of(allowed)))).orElse(Category.PRIMARY);
  }

  /** Reads one of these words, null for nothing. */
  static @Nullable String oneOf(Section row, String field, String... words) {
    return row.value(field, maybe(Parsers.word(List.of(words)))).orElse(null);
  }

  /** Allows keys that have no meaning here, such as the vendor's own words for a row. */
  static void ignore(Section row, String... fields) {
    Stream.of(fields).forEach(row::text);
  }

  /** A value, or nothing for an empty text. */
  static <T> Parser<Optional<T>> maybe(Parser<T> parser) {
    return text -> text.isEmpty() ? Optional.empty() : Optional.of(parser.parse(text));
  }

  private static Parser<String> form(String pattern, String allowed) {
    return text -> {
      if (!text.matches(pattern)) {
        throw new NotAllowed("allowed is " + allowed);
      }
      return text;
    };
  }
}
