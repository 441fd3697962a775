package io.github.phasebridge.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a user of Home Assistant sees, through its REST and websocket API. */
final class HaClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI url;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  HaClient(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /** Returns a client for {@code HA_URL} and {@code HA_TOKEN}. */
  static HaClient fromEnvironment() {
    return new HaClient(URI.create(System.getenv("HA_URL")), System.getenv("HA_TOKEN"));
  }

  /** Returns the state and the attributes of an entity by the unique id that we gave it. */
  Optional<JsonNode> entity(String uniqueId) {
    return registered(uniqueId)
        .map(entry -> entry.path("entity_id").asString())
        .flatMap(
            id ->
                states().stream()
                    .filter(s -> s.path("entity_id").asString().equals(id))
                    .findFirst());
  }

  /** Returns the state of an entity as HA writes it; empty if HA has no such entity. */
  String state(String uniqueId) {
    return entity(uniqueId).map(entity -> entity.path("state").asString()).orElse("");
  }

  /** Returns the states of all entities. */
  List<JsonNode> states() {
    return get("/api/states").valueStream().toList();
  }

  /** Returns the registry's entry of an MQTT entity. */
  Optional<JsonNode> registered(String uniqueId) {
    return entities().stream()
        .filter(entry -> entry.path("unique_id").asString().equals(uniqueId))
        .findFirst();
  }

  /** Returns the registry's entries of all MQTT entities. */
  List<JsonNode> entities() {
    return ask("config/entity_registry/list")
        .valueStream()
        .filter(entry -> entry.path("platform").asString().equals("mqtt"))
        .toList();
  }

  /** Returns what the device page shows of an MQTT device. */
  Optional<JsonNode> device(String identifier) {
    return ask("config/device_registry/list")
        .valueStream()
        .filter(device -> isNamed(device, identifier))
        .findFirst();
  }

  private static boolean isNamed(JsonNode device, String identifier) {
    return device
        .path("identifiers")
        .valueStream()
        .anyMatch(pair -> pair.path(1).asString().equals(identifier));
  }

  /** Returns the triggers that the automation editor offers for a device. */
  List<JsonNode> triggers(String deviceId) {
    ObjectNode command = command("device_automation/trigger/list").put("device_id", deviceId);
    return ask(command).valueStream().toList();
  }

  /** Calls an action (formerly service). */
  void call(String domain, String action, ObjectNode data) {
    post("/api/services/" + domain + "/" + action, data);
  }

  /** Calls an action on the entity that has this unique id. */
  void call(String domain, String action, String uniqueId) {
    String entity = registered(uniqueId).orElseThrow().path("entity_id").asString();
    call(domain, action, JSON.createObjectNode().put("entity_id", entity));
  }

  /** Saves an automation as the editor does; HA runs it at once. */
  void saveAutomation(String id, JsonNode automation) {
    post("/api/config/automation/config/" + id, automation);
  }

  /** Sets up an energy dashboard with one grid connection, in the form that this HA takes. */
  void saveEnergyDashboard(String importEntity, String exportEntity) {
    try {
      ask(grid(importEntity, exportEntity));
    } catch (HaRefusal _) {
      ask(gridBefore2026(importEntity, exportEntity));
    }
  }

  /**
   * Returns what HA finds wrong with the energy dashboard's grid connection.
   *
   * @return the types of the issues, such as {@code entity_unexpected_unit_energy}
   */
  List<String> energyIssues() {
    return ask("energy/validate")
        .path("energy_sources")
        .path(0)
        .valueStream()
        .map(issue -> issue.path("type").asString())
        .toList();
  }

  private static ObjectNode grid(String importEntity, String exportEntity) {
    ObjectNode command = command("energy/save_prefs");
    command
        .putArray("energy_sources")
        .addObject()
        .put("type", "grid")
        .put("stat_energy_from", importEntity)
        .put("stat_energy_to", exportEntity)
        .putNull("stat_cost")
        .putNull("entity_energy_price")
        .putNull("number_energy_price")
        .putNull("entity_energy_price_export")
        .putNull("number_energy_price_export")
        .putNull("stat_compensation")
        .put("cost_adjustment_day", 0);
    return command;
  }

  private static ObjectNode gridBefore2026(String importEntity, String exportEntity) {
    ObjectNode command = command("energy/save_prefs");
    ObjectNode source = command.putArray("energy_sources").addObject();
    source.put("type", "grid").put("cost_adjustment_day", 0);
    source
        .putArray("flow_from")
        .addObject()
        .put("stat_energy_from", importEntity)
        .putNull("stat_cost")
        .putNull("entity_energy_price")
        .putNull("number_energy_price");
    source
        .putArray("flow_to")
        .addObject()
        .put("stat_energy_to", exportEntity)
        .putNull("stat_compensation")
        .putNull("entity_energy_price")
        .putNull("number_energy_price");
    return command;
  }

  /**
   * Returns the warnings and errors of HA's log that speak of MQTT. Lost connections are left out:
   * the tests break them.
   */
  List<String> complaints() {
    return ask("system_log/list")
        .valueStream()
        .filter(entry -> speaksOf(entry, "mqtt"))
        .filter(entry -> !isLostConnection(entry))
        .map(entry -> entry.path("name").asString() + ": " + entry.path("message"))
        .toList();
  }

  private static boolean speaksOf(JsonNode entry, String text) {
    return (entry.path("name").asString() + entry.path("message"))
        .toLowerCase(Locale.ROOT)
        .contains(text);
  }

  private static boolean isLostConnection(JsonNode entry) {
    String logger = entry.path("name").asString();
    return (logger.endsWith("mqtt.client") || logger.endsWith("mqtt.util"))
        && entry.path("message").toString().toLowerCase(Locale.ROOT).contains("connect");
  }

  /** Returns the result of a websocket command. */
  JsonNode ask(String type) {
    return ask(command(type));
  }

  private JsonNode ask(ObjectNode command) {
    try (HaSocket socket = HaSocket.open(http, url, token)) {
      return socket.ask(command);
    }
  }

  private static ObjectNode command(String type) {
    return JSON.createObjectNode().put("type", type);
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(url.resolve(path)).GET());
  }

  private JsonNode post(String path, JsonNode body) {
    return send(
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(
              request.header("Authorization", "Bearer " + token).timeout(TIMEOUT).build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new HaRefusal("status " + response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new HaRefusal("no answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HaRefusal("interrupted");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
