package io.github.phasebridge.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One group of settings. It remembers which keys were read, so that {@link #finish} can refuse the
 * others. A key that is null, an empty text or an empty list counts as not set and has its default,
 * which is empty if there is none. What is wrong goes to the {@link Findings}; the default stands
 * in, so that reading goes on.
 */
public final class Section {

  private static final ConfigValue EMPTY = ConfigValueFactory.fromAnyRef("", Place.DEFAULT);

  private final String path;
  private final ConfigObject values;
  private final ConfigObject defaults;
  private final Findings findings;
  private final String place;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String path, ConfigObject values, ConfigObject defaults, Findings findings) {
    this(path, values, defaults, findings, Place.DEFAULT);
  }

  /** Makes a group that has a place of its own, to be named for what is missing in it. */
  Section(
      String path, ConfigObject values, ConfigObject defaults, Findings findings, String place) {
    this.path = path;
    this.values = values;
    this.defaults = defaults;
    this.findings = findings;
    this.place = place;
  }

  /** Returns the value of a key, or its default if the value is refused. */
  public <T> T value(String key, Parser<T> parser) {
    return read(key, parser).orElseGet(() -> defaultOf(key, parser));
  }

  /** Returns the value of a key, or nothing if it is refused; for keys without a usable default. */
  public <T> Optional<T> read(String key, Parser<T> parser) {
    ConfigValue item = item(key);
    try {
      String text = single(item);
      T value = parser.parse(text);
      findings.setting(pathOf(key), text, Place.of(item.origin()));
      return Optional.of(value);
    } catch (NotAllowed e) {
      String shown = e.mayShowValue() ? Scalars.text(item).orElse(null) : null;
      problem(key, item, shown, e.allowed());
      return Optional.empty();
    }
  }

  /** Returns a text that may be anything. */
  public String text(String key) {
    return value(key, text -> text);
  }

  /** Returns a secret that may be anything. */
  Secret secret(String key) {
    return secret(key, text -> text);
  }

  /** Returns a secret; neither it nor a refused one is ever shown. */
  Secret secret(String key, Parser<String> parser) {
    ConfigValue item = item(key);
    try {
      Secret secret = new Secret(parser.parse(single(item)));
      findings.secret(secret);
      findings.setting(pathOf(key), secret.toString(), Place.of(item.origin()));
      return secret;
    } catch (NotAllowed e) {
      problem(key, item, null, e.allowed());
      return Secret.NONE;
    }
  }

  /** Returns a group within this one. */
  Section section(String key) {
    return section(key, defaults.get(key) instanceof ConfigObject group ? group : none());
  }

  /** Returns a group within this one whose keys have these defaults. */
  Section section(String key, Map<String, String> defaultsOfGroup) {
    return section(key, defaultsOf(defaultsOfGroup));
  }

  private Section section(String key, ConfigObject defaultsOfGroup) {
    known.add(key);
    ConfigValue given = values.get(key);
    if (given == null || given instanceof ConfigObject) {
      ConfigObject group = given instanceof ConfigObject object ? object : none();
      return new Section(pathOf(key), group, defaultsOfGroup, findings);
    }
    if (!Scalars.isEmpty(given)) {
      problem(key, given, null, "allowed is a group of settings: " + key + " { ... }");
    }
    return new Section(pathOf(key), none(), defaultsOfGroup, findings);
  }

  /** Returns the keys that are set in this group, for groups whose keys are free. */
  Set<String> keys() {
    return new LinkedHashSet<>(values.keySet().stream().sorted().toList());
  }

  /** Returns the groups of a list, whose keys have no defaults. */
  public List<Section> entries(String key) {
    return entries(key, Map.of());
  }

  /**
   * Returns the groups of a list, whose keys have these defaults; none for {@code auto}, which is
   * allowed where it is the default.
   */
  List<Section> entries(String key, Map<String, String> defaultsOfEntry) {
    ConfigValue item = item(key);
    boolean autoAllowed = isAuto(defaultItem(key));
    if (autoAllowed && isAuto(item)) {
      findings.setting(pathOf(key), "auto", Place.of(item.origin()));
      return List.of();
    }
    String form =
        "allowed is "
            + (autoAllowed ? "auto or " : "")
            + "a list of groups like [ { key = value } ]";
    List<Section> entries = new ArrayList<>();
    for (ConfigValue element : list(key, item, form)) {
      String entry = pathOf(key) + "[" + entries.size() + "]";
      if (element instanceof ConfigObject group) {
        String where = Place.of(element.origin());
        entries.add(new Section(entry, group, defaultsOf(defaultsOfEntry), findings, where));
      } else {
        findings.problem(Place.of(element.origin()), entry, null, form);
        return List.of();
      }
    }
    return entries;
  }

  private static boolean isAuto(ConfigValue item) {
    return Scalars.text(item).orElse("").strip().equalsIgnoreCase("auto");
  }

  /** Returns a list of texts, which may also be one text with commas. */
  public List<String> texts(String key, Parser<String> parser) {
    ConfigValue item = item(key);
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : textItems(key, item)) {
      String text = Scalars.text(element).orElse("");
      try {
        texts.add(parser.parse(text));
      } catch (NotAllowed e) {
        findings.problem(Place.of(element.origin()), pathOf(key), text, e.allowed());
      }
    }
    findings.setting(pathOf(key), String.join(", ", texts), Place.of(item.origin()));
    return texts;
  }

  private List<ConfigValue> textItems(String key, ConfigValue item) {
    Optional<String> text = Scalars.text(item).filter(it -> !it.strip().startsWith("["));
    return text.map(it -> Scalars.commaSeparated(it, item.origin()))
        .orElseGet(() -> list(key, item, "allowed is a list of texts"));
  }

  private List<ConfigValue> list(String key, ConfigValue item, String form) {
    if (item instanceof ConfigList list) {
      return list;
    }
    if (Scalars.isEmpty(item)) {
      return List.of();
    }
    try {
      // Only environment variables have lists as text.
      return Scalars.list(Scalars.text(item).orElse(""), item.origin(), form);
    } catch (NotAllowed e) {
      problem(key, item, null, e.allowed());
      return List.of();
    }
  }

  /** Refuses a value for a reason that more than this value is needed to see. */
  public void refuse(String key, String reason) {
    ConfigValue item = item(key);
    problem(key, item, Scalars.text(item).orElse(null), reason);
  }

  /** Refuses one of these without the other. Their values are not shown; one may be a secret. */
  void requireBothOrNone(String one, String other) {
    if (isSet(one) != isSet(other)) {
      String set = isSet(one) ? one : other;
      String missing = isSet(one) ? other : one;
      problem(set, item(set), null, pathOf(missing) + " must be set together with it");
    }
  }

  /** Warns of a value that can be used but looks odd. */
  void warn(String key, String reason) {
    ConfigValue item = item(key);
    findings.warning(Place.of(item.origin()), pathOf(key), Scalars.text(item).orElse(null), reason);
  }

  /** Refuses all keys that were not read. */
  public void finish() {
    for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        String reason = "unknown setting" + Suggestion.question(entry.getKey(), known);
        problem(entry.getKey(), entry.getValue(), null, reason);
      }
    }
  }

  /** Returns whether a key has a value, be it refused or not. */
  boolean isSet(String key) {
    return !Scalars.isEmpty(item(key));
  }

  private ConfigValue item(String key) {
    known.add(key);
    ConfigValue given = values.get(key);
    return given == null || Scalars.isEmpty(given) ? defaultItem(key) : given;
  }

  private ConfigValue defaultItem(String key) {
    ConfigValue value = defaults.get(key);
    return value == null ? EMPTY : value;
  }

  private <T> T defaultOf(String key, Parser<T> parser) {
    try {
      return parser.parse(single(defaultItem(key)));
    } catch (NotAllowed e) {
      throw new IllegalStateException("the default of " + pathOf(key) + " is refused", e);
    }
  }

  private void problem(String key, ConfigValue item, @Nullable String value, String reason) {
    String where = Place.of(item.origin());
    findings.problem(where.equals(Place.DEFAULT) ? place : where, pathOf(key), value, reason);
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String single(ConfigValue item) throws NotAllowed {
    return Scalars.text(item)
        .orElseThrow(() -> new NotAllowed("allowed is a single value, not a list or a group"));
  }

  private static ConfigObject none() {
    return defaultsOf(Map.of());
  }

  private static ConfigObject defaultsOf(Map<String, String> texts) {
    return ConfigValueFactory.fromMap(texts, Place.DEFAULT);
  }
}
