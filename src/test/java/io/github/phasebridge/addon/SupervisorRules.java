package io.github.phasebridge.addon;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Home Assistant's Supervisor and its linter know of an app's configuration, written down from
 * the developer documentation and from reading both (2026-08).
 */
final class SupervisorRules {

  static final Set<String> REQUIRED = Set.of("name", "version", "slug", "description", "arch");

  /** Keys with the default that the linter wants left out. */
  static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("startup", "application"),
          Map.entry("boot", "auto"),
          Map.entry("init", true),
          Map.entry("stage", "stable"),
          Map.entry("ingress", false),
          Map.entry("ingress_port", 8099),
          Map.entry("ingress_entry", "/"),
          Map.entry("ingress_stream", false),
          Map.entry("panel_icon", "mdi:puzzle"),
          Map.entry("panel_admin", true),
          Map.entry("host_network", false),
          Map.entry("host_pid", false),
          Map.entry("host_ipc", false),
          Map.entry("host_uts", false),
          Map.entry("host_dbus", false),
          Map.entry("apparmor", true),
          Map.entry("full_access", false),
          Map.entry("audio", false),
          Map.entry("video", false),
          Map.entry("gpio", false),
          Map.entry("usb", false),
          Map.entry("uart", false),
          Map.entry("devicetree", false),
          Map.entry("kernel_modules", false),
          Map.entry("realtime", false),
          Map.entry("hassio_api", false),
          Map.entry("hassio_role", "default"),
          Map.entry("homeassistant_api", false),
          Map.entry("stdin", false),
          Map.entry("legacy", false),
          Map.entry("docker_api", false),
          Map.entry("auth_api", false),
          Map.entry("backup", "hot"),
          Map.entry("timeout", 10),
          Map.entry("journald", false));

  /** Further keys, without a default that could be repeated by mistake. */
  static final Set<String> OTHERS =
      Set.of(
          "machine",
          "url",
          "ports",
          "ports_description",
          "webui",
          "panel_title",
          "homeassistant",
          "devices",
          "udev",
          "tmpfs",
          "map",
          "environment",
          "privileged",
          "services",
          "discovery",
          "backup_pre",
          "backup_post",
          "backup_exclude",
          "options",
          "schema",
          "image",
          "breaking_versions",
          "ulimits");

  /** Keys that once were; the linter refuses them. */
  static final Set<String> OBSOLETE =
      Set.of("watchdog", "codenotary", "squash", "auto_uart", "snapshot", "advanced");

  static final Set<String> ARCHITECTURES = Set.of("aarch64", "amd64");

  /** A type of an option. */
  static final Pattern TYPE =
      Pattern.compile(
          "(bool|email|url|port"
              + "|device(\\(subsystem=[a-z]+\\))?"
              + "|(str|password)(\\(\\d*,\\d*\\))?"
              + "|int(\\(-?\\d*,-?\\d*\\))?"
              + "|float(\\([\\d.]*,[\\d.]*\\))?"
              + "|match\\((?<match>.*)\\)"
              + "|list\\((?<list>.+)\\))\\??");

  private static final int MOST_RATING = 8;

  private SupervisorRules() {}

  /** Returns the security rating, from 1 to 8. */
  static int rating(Map<String, Object> config, boolean ownProfile) {
    int rating = 5;
    rating += Boolean.FALSE.equals(config.get("apparmor")) ? -1 : ownProfile ? 1 : 0;
    rating += yes(config, "ingress") ? 2 : yes(config, "auth_api") ? 1 : 0;
    rating -= config.containsKey("privileged") || yes(config, "kernel_modules") ? 1 : 0;
    rating -= "manager".equals(config.get("hassio_role")) ? 1 : 0;
    rating -= "admin".equals(config.get("hassio_role")) ? 2 : 0;
    rating -= yes(config, "host_network") ? 1 : 0;
    rating -= yes(config, "host_pid") ? 2 : 0;
    boolean boundless = yes(config, "docker_api") || yes(config, "full_access");
    return boundless ? 1 : Math.clamp(rating, 1, MOST_RATING);
  }

  private static boolean yes(Map<String, Object> config, String key) {
    return Boolean.TRUE.equals(config.get(key));
  }

  /** Returns whether an option may be left out. */
  static boolean isOptional(Object type) {
    return type instanceof List<?> list
        ? isOptional(list.getFirst())
        : type instanceof String text && text.endsWith("?");
  }

  /** Returns whether the Supervisor takes this value, which is what a form sends, for this type. */
  static boolean takes(String type, Object value) {
    String text = String.valueOf(value);
    var parts = TYPE.matcher(type);
    if (!parts.matches()) {
      throw new AssertionError("not a type: " + type);
    }
    if (parts.group("match") != null) {
      // As Python's re.match: only the beginning is anchored by itself.
      return Pattern.compile(parts.group("match")).matcher(text).lookingAt();
    }
    if (parts.group("list") != null) {
      return List.of(parts.group("list").split("\\|", -1)).contains(text);
    }
    return switch (type.replaceAll("[(?].*", "")) {
      case "bool" -> value instanceof Boolean;
      case "port" -> value instanceof Integer port && port >= 1 && port <= 65535;
      case "float" -> value instanceof Number;
      case "str", "password" -> value instanceof String;
      default -> throw new AssertionError("no rule yet for " + type);
    };
  }
}
