package io.github.phasebridge.thingboot;

import static io.github.phasebridge.thingboot.ProductFields.KEY;
import static io.github.phasebridge.thingboot.ProductFields.LINE;
import static io.github.phasebridge.thingboot.ProductFields.maybe;

import io.github.phasebridge.config.Parsers;
import io.github.phasebridge.config.Section;
import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.SensorKind;
import io.github.phasebridge.thingboot.Product.ConfigurationItem;
import io.github.phasebridge.thingboot.Product.FirmwareBuild;
import io.github.phasebridge.thingboot.Product.FirmwareRelease;
import io.github.phasebridge.thingboot.Product.ProductEvent;
import io.github.phasebridge.thingboot.Product.Property;
import io.github.phasebridge.thingboot.Product.Property.Measured;
import io.github.phasebridge.thingboot.Product.Property.Switched;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;

/**
 * Reads one product file. What is wrong goes to the findings of the file, and a stand-in takes its
 * place so that all of it is found at once: a product with findings must not be used.
 */
final class ProductReader {

  private static final int MOST_DIGITS = 6;

  /** Stands in for a version that was refused. */
  private static final FirmwareVersion REFUSED = new FirmwareVersion("", LocalDate.MIN, 0);

  /** Home Assistant has no place for configuration that is only read. */
  private static final Category[] READ = {Category.PRIMARY, Category.DIAGNOSTIC};

  private final Section file;
  private final ProductChecks checks = new ProductChecks();

  private ProductReader(Section file) {
    this.file = file;
  }

  /** Reads the product that a file defines. */
  static Product read(Section file) {
    return new ProductReader(file).product();
  }

  private Product product() {
    String id = file.read("id", KEY).orElse("");
    CommandReader commands = new CommandReader(checks);
    Product product =
        new Product(
            id,
            file.texts("keys", LINE),
            file.read("model", LINE).orElse(""),
            file.entries("properties").stream().map(this::property).toList(),
            file.entries("commands").stream().map(commands::read).toList(),
            file.entries("events").stream().map(this::event).toList(),
            file.entries("configuration").stream().map(this::item).toList(),
            file.entries("firmware").stream()
                .map(row -> release(row, id))
                .sorted(Comparator.comparing(ProductReader::version).reversed())
                .toList(),
            checks.counters(file, "midnight-resets"));
    file.finish();
    checks.finish();
    return product;
  }

  private Property property(Section row) {
    String name = row.read("name", KEY).orElse("");
    checks.key(row, "name", name);
    Optional<String> label = row.value("label", maybe(LINE));
    if (label.isEmpty()) {
      checks.once(row, "name", "main feature", "only one property can go without a label");
    }
    Property.Kind kind =
        row.read("kind", ProductFields.PROPERTY_KIND)
            .map(word -> kind(row, name, word))
            .orElseGet(() -> unclear(row, name));
    Category category =
        ProductFields.category(row, kind instanceof Measured ? READ : Category.values());
    row.finish();
    return new Property(name, label.orElse(null), category, kind);
  }

  private Property.Kind kind(Section row, String name, String word) {
    return word.equals(ProductFields.SWITCH)
        ? switched(row, name)
        : measured(row, name, ProductFields.measured(word));
  }

  private Switched switched(Section row, String name) {
    checks.switched(name);
    ProductFields.ignore(row, "vendor-on", "vendor-off");
    String on = row.read("on", LINE).orElse("");
    String off = row.read("off", LINE).orElse("");
    if (on.equals(off)) {
      row.refuse("off", "allowed is another value than that of on");
    }
    return new Switched(on, off);
  }

  private Measured measured(Section row, String name, SensorKind kind) {
    if (kind == SensorKind.ENERGY) {
      checks.counter(name);
    }
    String unit = row.read("unit", ProductFields.unit(kind)).orElse("");
    return new Measured(
        kind,
        unit.isEmpty() ? null : unit,
        row.value("precision", maybe(Parsers.number(0, MOST_DIGITS))).orElse(null));
  }

  /** Without a kind nobody knows which of these belong to the property. */
  private Property.Kind unclear(Section row, String name) {
    checks.unclear(name);
    ProductFields.ignore(row, "on", "vendor-on", "off", "vendor-off", "unit", "precision");
    return new Switched("", "");
  }

  private ProductEvent event(Section row) {
    ProductFields.ignore(row, "vendor-label");
    String name = row.read("name", KEY).orElse("");
    checks.key(row, "name", name);
    String type = row.read("trigger-type", LINE).orElse("");
    String subtype = row.read("trigger-subtype", LINE).orElse("");
    checks.once(
        row,
        "trigger-subtype",
        "trigger " + type + " " + subtype,
        "another event of this product has this trigger-type and trigger-subtype");
    ProductEvent event =
        new ProductEvent(
            name,
            row.read("label", LINE).orElse(""),
            ProductFields.category(row, READ),
            ProductFields.oneOf(row, "device-class", "button", "doorbell", "motion"),
            row.read("event-type", LINE).orElse(""),
            type,
            subtype,
            checks.counters(row, "resets"),
            row.value("rereads-state", maybe(Parsers.flag())).orElse(false));
    row.finish();
    return event;
  }

  private ConfigurationItem item(Section row) {
    String name = row.read("name", KEY).orElse("");
    checks.key(row, "name", name);
    ConfigurationItem item =
        new ConfigurationItem(
            name,
            row.read("label", LINE).orElse(""),
            row.entries("options").stream().map(option -> option(option, name)).toList());
    if (item.options().isEmpty()) {
      row.refuse("options", "allowed is a list of at least one option");
    }
    row.finish();
    return item;
  }

  private ConfigurationItem.Option option(Section row, String item) {
    ProductFields.ignore(row, "vendor-label");
    String value = row.read("value", LINE).orElse("");
    String label = row.read("label", LINE).orElse("");
    checks.once(row, "value", "value of " + item + ": " + value, "another option has this value");
    checks.once(row, "label", "label of " + item + ": " + label, "another option has this label");
    row.finish();
    return new ConfigurationItem.Option(value, label);
  }

  private FirmwareRelease release(Section row, String product) {
    ProductFields.ignore(row, "vendor-label");
    Optional<String> read = row.read("version", ProductFields.version(product));
    read.ifPresent(
        it -> checks.once(row, "version", "version " + it, "this version is listed twice"));
    String version = read.orElse("");
    FirmwareRelease release =
        new FirmwareRelease(
            version,
            row.value("description", maybe(LINE)).orElse(null),
            row.entries("builds").stream().map(this::build).toList());
    row.finish();
    return release;
  }

  private FirmwareBuild build(Section row) {
    Optional<Integer> read = row.read("id", Parsers.number(1, Integer.MAX_VALUE));
    read.ifPresent(it -> checks.once(row, "id", "build " + it, "this build is listed twice"));
    int id = read.orElse(0);
    FirmwareBuild build =
        new FirmwareBuild(
            id,
            row.read("size", ProductFields.SIZE).orElse(""),
            row.read("date", ProductFields::date).orElse(LocalDateTime.MIN));
    row.finish();
    return build;
  }

  private static FirmwareVersion version(FirmwareRelease release) {
    return FirmwareVersion.parse(release.version()).orElse(REFUSED);
  }
}
