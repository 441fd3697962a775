package io.github.phasebridge.addon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.EffectiveConfiguration.Row;
import io.github.phasebridge.config.Loaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The form of the app's options, its explanations, and the settings behind it. */
class AddonOptionsTest {

  /** Settings that no option sets, and why. */
  private static final Map<String, String> NOT_IN_APP =
      Map.ofEntries(
          Map.entry("mqtt.tls.ca-file", "the app sees no files of the host"),
          Map.entry("mqtt.tls.certificate-file", "the app sees no files of the host"),
          Map.entry("mqtt.tls.key-file", "the app sees no files of the host"),
          Map.entry("home-assistant.supervisor-url", "it is the same everywhere"),
          Map.entry("web.enabled", "ingress needs the page"),
          Map.entry("web.host", "ingress needs it"),
          Map.entry("web.port", "ingress needs it"),
          Map.entry("web.ingress-proxy", "ingress needs it"),
          Map.entry("web.password", "Home Assistant's login stands before the page"),
          Map.entry("web.allowed-hosts", "Home Assistant's login stands before the page"),
          Map.entry("web.webhook-host", "the container has a network of its own"),
          Map.entry("data-dir", "Home Assistant gives it, and backs it up"),
          Map.entry("log.format", "the tab with the log is for people"));

  /** A value for every option, as a form would send it. */
  private static final String FILLED =
      """
      {
        "iammeter": {
          "token": "0123456789abcdef", "user_name": "me", "password": "secret-1",
          "meters": [ { "sn": "DA2BED94", "name": "House", "phases": "circuits" } ],
          "only_listed": true, "poll_interval": "10m", "stale_after": "20 minutes",
          "power_factor": false, "analyses": true, "url": "http://192.0.2.1",
          "token_in": "query", "analysis_path": "other"
        },
        "thingboot": {
          "app_id": "A1", "app_secret": "secret-2",
          "devices": [ { "id": "7", "name": "Boiler", "address": "http://192.0.2.2", "secret": "x" } ],
          "only_listed": true, "push": "webhook", "push_mqtt_url": "mqtts://192.0.2.3",
          "push_mqtt_client_id": "mine", "poll_interval": "2m", "query_interval": "1h",
          "units_energy_unit": "Wh", "units_energy_factor": 0.001,
          "units_power_factor_factor": 0.01, "configuration_items": true, "url": "http://192.0.2.4"
        },
        "mqtt": {
          "url": "mqtt://192.0.2.5:1884", "username": "u", "password": "secret-3",
          "client_id": "c", "protocol": "3.1.1", "base_topic": "b", "values": false
        },
        "home_assistant": { "discovery": false, "discovery_prefix": "d", "status_topic": "d/s" },
        "web": { "webhook_port": 8098, "webhook_token": "0123456789abcdef0123" },
        "log": { "level": "debug", "raw_messages": true }
      }
      """;

  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, Object> CONFIG = AppFolder.config();
  private static final Map<String, Object> SCHEMA = group(CONFIG, "schema");

  @TempDir Path directory;

  @Test
  void everyTypeIsOneOfTheSupervisor() {
    forEachType(SCHEMA, (path, type) -> assertThat(type).as(path).matches(SupervisorRules.TYPE));
  }

  /** Older Supervisors know one level of groups, and lists in them. */
  @Test
  void groupsHaveOneLevel() {
    for (Object group : SCHEMA.values()) {
      for (Object type : AppFolder.map(group).values()) {
        if (type instanceof List<?> list) {
          assertThat(list).hasSize(1);
          assertThat(AppFolder.map(list.getFirst()).values()).allMatch(it -> it instanceof String);
        } else {
          assertThat(type).isInstanceOf(String.class);
        }
      }
    }
  }

  /** Without a default the app would not start; a default would make an option required. */
  @Test
  void exactlyTheRequiredOptionsHaveADefault() {
    Map<String, Object> options = group(CONFIG, "options");
    assertThat(options.keySet()).isEqualTo(SCHEMA.keySet());
    SCHEMA.forEach(
        (name, group) -> {
          Set<String> required =
              AppFolder.map(group).entrySet().stream()
                  .filter(option -> !SupervisorRules.isOptional(option.getValue()))
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet());
          assertThat(group(options, name).keySet()).as(name).isEqualTo(required);
        });
  }

  @ParameterizedTest
  @FieldSource("io.github.phasebridge.addon.AppFolder#LANGUAGES")
  void everyLanguageExplainsEveryOptionAndPort(String language) {
    Map<String, Object> translation = AppFolder.translation(language);
    assertThat(translation).containsOnlyKeys("configuration", "network");
    assertExplained(language, SCHEMA, group(translation, "configuration"));
    assertThat(group(translation, "network").keySet()).isEqualTo(group(CONFIG, "ports").keySet());
  }

  @Test
  void theDefaultsAndAFilledFormAreWhatTheSupervisorTakes() {
    assertTaken(SCHEMA, group(CONFIG, "options"));
    assertTaken(SCHEMA, filled());
  }

  @Test
  void theDefaultsAreAConfiguration() throws Exception {
    Loaded loaded = load(group(CONFIG, "options"));

    assertThat(loaded.config().iammeter().enabled()).isFalse();
    assertThat(loaded.config().thingboot().enabled()).isFalse();
    assertThat(loaded.config().mqtt().urlIsAuto()).isTrue();
  }

  @Test
  void oneFieldForTheMeterAndTwoForTheRelayAreEnough() throws Exception {
    Map<String, Object> options = group(CONFIG, "options");
    Map<String, Object> iammeter = group(options, "iammeter");
    iammeter.put("token", "0123456789abcdef");
    options.put("iammeter", iammeter);
    Map<String, Object> thingboot = group(options, "thingboot");
    thingboot.put("app_id", "A1");
    thingboot.put("app_secret", "secret");
    options.put("thingboot", thingboot);

    Loaded loaded = load(options);

    assertThat(loaded.config().iammeter().enabled()).isTrue();
    assertThat(loaded.config().thingboot().enabled()).isTrue();
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void everySettingIsAnOptionOrHasAReasonNotToBe() throws Exception {
    Set<String> set =
        load(filled()).effective().rows().stream()
            .filter(row -> row.place().startsWith("app option "))
            .map(Row::path)
            .map(path -> path.replaceAll("\\[0].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> all = new HashSet<>(set);
    all.addAll(NOT_IN_APP.keySet());

    assertThat(set).doesNotContainAnyElementsOf(NOT_IN_APP.keySet());
    assertThat(all).isEqualTo(settings());
  }

  @Test
  void aFilledFormHasEveryOption() {
    Set<String> inForm = new TreeSet<>();
    forEachType(SCHEMA, (path, _) -> inForm.add(path));
    Set<String> inSample = new TreeSet<>();
    forEachType(filled(), (path, _) -> inSample.add(path));

    assertThat(inSample).isEqualTo(inForm);
  }

  static Stream<String> choices() {
    Stream.Builder<String> paths = Stream.builder();
    forEachType(
        SCHEMA,
        (path, type) -> {
          if (type.startsWith("list(")) {
            paths.add(path + " " + type);
          }
        });
    return paths.build();
  }

  /** Our own complaint names all words that are allowed. */
  @ParameterizedTest
  @MethodSource("choices")
  void aChoiceOffersExactlyTheWordsThatAreAllowed(String choice) {
    String[] pathAndType = choice.split(" ", 2);
    Map<String, Object> options = filled();
    put(options, pathAndType[0], "nonsense");

    String problem =
        catchThrowableOfType(ConfigException.class, () -> load(options))
            .problems()
            .getFirst()
            .toString();

    String allowed = problem.replaceFirst(".*allowed is ", "").replaceFirst("; did you.*", "");
    assertThat(allowed.split(", | or ", -1))
        .containsExactlyInAnyOrder(
            pathAndType[1].replaceAll("^list\\(|\\)\\??$", "").split("\\|", -1));
  }

  private static void put(Map<String, Object> options, String path, String value) {
    String[] parts = path.split("\\.", -1);
    Map<String, Object> group = group(options, parts[0]);
    options.put(parts[0], group);
    if (parts.length == 2) {
      group.put(parts[1], value);
    } else {
      List<?> entries = (List<?>) Objects.requireNonNull(group.get(parts[1]));
      Map<String, Object> entry = AppFolder.map(entries.getFirst());
      entry.put(parts[2], value);
      group.put(parts[1], List.of(entry));
    }
  }

  private static void assertExplained(
      String where, Map<String, Object> schema, Map<String, Object> words) {
    assertThat(words.keySet()).as(where).isEqualTo(schema.keySet());
    schema.forEach(
        (name, type) -> {
          String here = where + "." + name;
          Map<String, Object> entry = group(words, name);
          assertThat(entry.get("name")).as(here).asString().isNotBlank();
          assertThat(entry.get("description")).as(here).isInstanceOf(String.class);
          assertThat(entry.get("description")).as(here).asString().isNotBlank();
          Object inner = type instanceof List<?> list ? list.getFirst() : type;
          if (inner instanceof Map<?, ?>) {
            assertThat(entry).containsOnlyKeys("name", "description", "fields");
            assertExplained(here, AppFolder.map(inner), group(entry, "fields"));
          } else {
            assertThat(entry).containsOnlyKeys("name", "description");
          }
        });
  }

  /** Checks values as the Supervisor does before each start. */
  private static void assertTaken(Map<String, Object> schema, Map<String, Object> values) {
    assertThat(schema.keySet()).containsAll(values.keySet());
    schema.forEach(
        (name, type) -> {
          Object value = values.get(name);
          if (value == null) {
            assertThat(SupervisorRules.isOptional(type)).as(name).isTrue();
          } else if (type instanceof List<?> list) {
            for (Object entry : (List<?>) value) {
              assertTaken(AppFolder.map(list.getFirst()), AppFolder.map(entry));
            }
          } else if (type instanceof String text) {
            assertThat(SupervisorRules.takes(text, value)).as("%s: %s", name, value).isTrue();
          } else {
            assertTaken(AppFolder.map(type), AppFolder.map(value));
          }
        });
  }

  private static void forEachType(Map<String, Object> group, BiConsumer<String, String> consumer) {
    group.forEach(
        (name, type) -> {
          Object inner = type instanceof List<?> list ? list.getFirst() : type;
          if (inner instanceof Map<?, ?>) {
            forEachType(AppFolder.map(inner), (path, it) -> consumer.accept(name + "." + path, it));
          } else {
            consumer.accept(name, String.valueOf(inner));
          }
        });
  }

  private static Map<String, Object> group(Map<String, Object> parent, String name) {
    return AppFolder.map(Objects.requireNonNull(parent.get(name), name));
  }

  private static Map<String, Object> filled() {
    return new LinkedHashMap<>(AppFolder.map(JSON.readValue(FILLED, Map.class)));
  }

  private static Set<String> settings() {
    return ConfigFactory.parseResources("reference.conf")
        .getConfig("phasebridge")
        .entrySet()
        .stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Loaded load(Map<String, Object> options) throws ConfigException {
    Path file = directory.resolve("options.json");
    try {
      Files.writeString(file, JSON.writeValueAsString(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ConfigLoader(Map.of("SUPERVISOR_TOKEN", "0123456789abcdef0123456789abcdef"))
        .load(null, file);
  }
}
