package io.github.phasebridge.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads the configuration from its layers, the later ones winning: {@code reference.conf}, what is
 * different in an app of Home Assistant, the user's file, the app's options, environment variables.
 * Nothing else takes part; system properties, for example, do not.
 */
public final class ConfigLoader {

  /** The group that holds all settings. */
  static final String ROOT = "phasebridge";

  /** Only an app of Home Assistant has it. */
  private static final String SUPERVISOR_TOKEN = "SUPERVISOR_TOKEN";

  /**
   * Within Home Assistant its Supervisor knows the broker, and the page is reached through its
   * ingress proxy alone, whose address is fixed and documented.
   */
  private static final Map<String, String> IN_APP =
      Map.of("mqtt.url", "auto", "web.host", "0.0.0.0", "web.ingress-proxy", "172.30.32.2");

  private final Map<String, String> environment;

  /**
   * Prepares loading.
   *
   * @param environment all environment variables; those with other names than {@code PHASEBRIDGE_*}
   *     serve substitutions like {@code ${?NAME}} in the user's file
   */
  public ConfigLoader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Loads and checks everything.
   *
   * @param file the user's file in HOCON, null for none
   * @param options Home Assistant's app options in JSON; null or not there for none
   * @throws ConfigException if anything is wrong; it names all of it
   */
  public Loaded load(@Nullable Path file, @Nullable Path options) throws ConfigException {
    Findings findings = new Findings();
    Config reference = reference();
    List<String> leaves = leaves(reference);
    EnvironmentVariables variables = new EnvironmentVariables(environment, leaves, findings);
    Config layers =
        variables
            .settings()
            .withFallback(options(options, leaves, findings))
            .withFallback(file(file, findings))
            .withFallback(inApp())
            .withFallback(reference);
    findings.throwIfAnyProblem();
    Section settings = settings(resolved(layers, variables), reference, findings);
    Secret supervisorToken = supervisorToken();
    findings.secret(supervisorToken);
    PhasebridgeConfig config = RootBinder.bind(settings, supervisorToken, findings);
    findings.throwIfAnyProblem();
    return new Loaded(config, findings.effective(), findings.warnings());
  }

  private Secret supervisorToken() {
    return new Secret(environment.getOrDefault(SUPERVISOR_TOKEN, ""));
  }

  private Config inApp() {
    Config layer = ConfigFactory.empty();
    if (supervisorToken().isSet()) {
      for (Map.Entry<String, String> setting : IN_APP.entrySet()) {
        layer =
            ConfigValueFactory.fromAnyRef(setting.getValue(), Place.IN_APP)
                .atPath(ROOT + "." + setting.getKey())
                .withFallback(layer);
      }
    }
    return layer;
  }

  private static Config reference() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                ConfigLoader.class.getResourceAsStream("/reference.conf"), "reference.conf"),
            StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
          reader, ConfigParseOptions.defaults().setOriginDescription(Place.DEFAULT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> leaves(Config reference) {
    return reference.getConfig(ROOT).entrySet().stream().map(Map.Entry::getKey).toList();
  }

  private static Config options(@Nullable Path options, List<String> leaves, Findings findings) {
    return options == null || !Files.exists(options)
        ? ConfigFactory.empty()
        : new AppOptions(leaves).read(options, findings);
  }

  private static Config file(@Nullable Path file, Findings findings) {
    if (file == null) {
      return ConfigFactory.empty();
    }
    Config config = HoconFile.read(file, ConfigSyntax.CONF, findings);
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      if (!entry.getKey().equals(ROOT)) {
        findings.problem(
            Place.of(entry.getValue().origin()),
            entry.getKey(),
            null,
            "unknown setting; all settings belong into " + ROOT + " { ... }");
      }
    }
    return config;
  }

  private static ConfigObject resolved(Config layers, EnvironmentVariables variables)
      throws ConfigException {
    try {
      return layers
          .withFallback(variables.substitutions())
          .resolve(ConfigResolveOptions.noSystem())
          .root();
    } catch (com.typesafe.config.ConfigException e) {
      throw new ConfigException(List.of(HoconComplaint.problem(e, ROOT)));
    }
  }

  private static Section settings(ConfigObject root, Config reference, Findings findings) {
    ConfigObject defaults = reference.getObject(ROOT);
    if (root.get(ROOT) instanceof ConfigObject values) {
      return new Section("", values, defaults, findings);
    }
    ConfigValue other = Objects.requireNonNull(root.get(ROOT), ROOT);
    findings.problem(
        Place.of(other.origin()), ROOT, null, "allowed is a group of settings: { ... }");
    return new Section("", defaults, defaults, findings);
  }
}
