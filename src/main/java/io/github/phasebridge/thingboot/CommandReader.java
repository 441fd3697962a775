package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.ProductFields.KEY;
import static io.github.phasebridge.thingboot.ProductFields.LINE;
import static io.github.phasebridge.thingboot.ProductFields.maybe;

import io.github.phasebridge.config.Parser;
import io.github.phasebridge.config.Parsers;
import io.github.phasebridge.config.Section;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.ProductCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the commands of a product file. */
final class CommandReader {

  /** What a command does, in the words of the file. */
  private enum EffectKind {
    NONE,
    PULSE,
    RESTART,
    NETWORK,
    QUERY,
    CLEAR
  }

  private static final Parser<Optional<EffectKind>> EFFECT =
      maybe(Parsers.choice(List.of(EffectKind.values())));

  private static final int LONGEST_PULSE_MILLISECONDS = 3_600_000;

  private final ProductChecks checks;

  CommandReader(ProductChecks checks) {
    this.checks = checks;
  }

  /** Reads one command. */
  ProductCommand read(Section row) {
    ProductFields.ignore(row, "vendor-label");
    String name = row.read("name", LINE).orElse("");
    String value = row.read("value", LINE).orElse("");
    checks.once(row, "value", "command " + name + " " + value, "this command is listed twice");
    String key = row.read("key", KEY).orElse("");
    checks.key(row, "key", key);
    ProductCommand command =
        new ProductCommand(
            key,
            name,
            value,
            row.read("label", LINE).orElse(""),
            ProductFields.category(row, Category.values()),
            row.value("enabled", maybe(Parsers.flag())).orElse(true),
            row.value("icon", maybe(ProductFields.ICON)).orElse(null),
            ProductFields.oneOf(row, "device-class", "identify", "restart", "update"),
            row.read("effect", EFFECT)
                .map(kind -> effect(row, kind.orElse(EffectKind.NONE)))
                .orElseGet(() -> unclear(row)));
    row.finish();
    return command;
  }

  private Effect effect(Section row, EffectKind kind) {
    return switch (kind) {
      case NONE -> new Effect.None();
      case PULSE -> pulse(row);
      case RESTART -> new Effect.Restart();
      case NETWORK -> new Effect.Network();
      case QUERY -> query(row);
      case CLEAR -> new Effect.Clear(checks.counters(row, "resets"));
    };
  }

  private Effect pulse(Section row) {
    String property = row.read("property", KEY).orElse("");
    checks.requireSwitch(row, "property", property);
    boolean first = row.read("first", Parsers.flag()).orElse(true);
    int length = row.read("milliseconds", Parsers.number(1, LONGEST_PULSE_MILLISECONDS)).orElse(1);
    return new Effect.Pulse(property, first, Duration.ofMillis(length));
  }

  private Effect query(Section row) {
    String key = row.read("answer", KEY).orElse("");
    checks.key(row, "answer", key);
    String label = row.read("answer-label", LINE).orElse("");
    boolean list = row.value("list", maybe(Parsers.flag())).orElse(false);
    if (!list) {
      checks.counter(key);
    }
    return new Effect.Query(new Product.Answer(key, label), list);
  }

  /** Without an effect nobody knows which of these belong to the command. */
  private static Effect unclear(Section row) {
    ProductFields.ignore(
        row, "property", "first", "milliseconds", "answer", "answer-label", "list");
    row.texts("resets", text -> text);
    return new Effect.None();
  }
}
