package io.github.phasebridge.demo;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one account of the simulated cloud: its credentials, its meters and their last uploads. */
final class CloudAccount {

  static final String USER_NAME = "demo";
  static final String PASSWORD = "demo-password";

  private static final int ACCOUNT_ID = 2025;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonMapper mapper;
  private final TimeLapse time;
  private final ZoneOffset zone;
  private final InstantSource clock;
  private final List<SimulatedMeter> meters = new ArrayList<>();
  private int tokensIssued = 1;

  CloudAccount(JsonMapper mapper, TimeLapse time, ZoneOffset zone, InstantSource clock) {
    this.mapper = mapper;
    this.time = time;
    this.zone = zone;
    this.clock = clock;
  }

  synchronized SimulatedMeter add(MeterPlan plan) {
    SimulatedMeter meter = new SimulatedMeter(plan, time, zone, clock);
    meters.add(meter);
    return meter;
  }

  synchronized void remove(String sn) {
    meters.removeIf(meter -> meter.sn().equalsIgnoreCase(sn));
  }

  synchronized List<SimulatedMeter> meters() {
    return List.copyOf(meters);
  }

  synchronized Optional<SimulatedMeter> find(String sn) {
    return meters.stream().filter(meter -> meter.sn().equalsIgnoreCase(sn)).findFirst();
  }

  synchronized String token() {
    return "5a1eab1e%08x".formatted(tokensIssued * 0x9E3779B1);
  }

  synchronized void revokeToken() {
    tokensIssued++;
  }

  /** Answers {@code user/login}; only a JSON body is documented by vendor code. */
  JsonNode login(CloudRequest request, boolean refuseBy401) throws CloudRefusal {
    if (!request.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw CloudRefusal.status(415, true, "login wants Content-Type application/json");
    }
    JsonNode body;
    try {
      body = mapper.readTree(request.body());
    } catch (JacksonException e) {
      throw CloudRefusal.status(400, true, "login wants a JSON body");
    }
    if (!body.path("userName").isString() || !body.path("password").isString()) {
      throw CloudRefusal.status(400, true, "login wants the texts userName and password");
    }
    boolean right =
        body.path("userName").stringValue().equals(USER_NAME)
            && body.path("password").stringValue().equals(PASSWORD);
    if (!right) {
      String text = "user name or password is wrong";
      throw refuseBy401 ? CloudRefusal.status(401, false, text) : CloudRefusal.rejected(text);
    }
    return NODES
        .objectNode()
        .put("id", ACCOUNT_ID)
        .put("token", token())
        .put("refreshToken", "0f" + token() + token());
  }

  /** Answers {@code user/sitelist}. */
  JsonNode siteList() {
    Map<String, ArrayNode> sites = new LinkedHashMap<>();
    for (SimulatedMeter meter : meters()) {
      sites
          .computeIfAbsent(meter.site(), _ -> NODES.arrayNode())
          .add(NODES.objectNode().put("name", meter.name()).put("sn", meter.sn()));
    }
    ArrayNode data = NODES.arrayNode();
    sites.forEach(
        (site, listed) -> {
          ObjectNode place = data.addObject().put("id", 1000 + data.size()).put("name", site);
          place.set("meters", listed);
        });
    return data;
  }

  /** Answers {@code site/metersdata}, which has no local time. */
  JsonNode metersData(VendorUnknowns unknowns) {
    ArrayNode data = NODES.arrayNode();
    for (SimulatedMeter meter : meters()) {
      MeterUpload upload = meter.lastUpload();
      ArrayNode values = basicRows(upload, unknowns.sevenValues());
      boolean flat = unknowns.flatRows() && values.size() == 1;
      data.addObject()
          .put("sn", meter.sn())
          .put("gmtTime", RowLayouts.time(upload.at(), ZoneOffset.UTC))
          .set("values", flat ? values.get(0) : values);
    }
    return data;
  }

  /** Answers {@code site/meterdata/{sn}}. */
  JsonNode meterData(String sn, boolean seven) throws CloudRefusal {
    SimulatedMeter meter = meter(sn);
    MeterUpload upload = meter.lastUpload();
    return stamped(basicRows(upload, seven), upload, meter.zone());
  }

  /** Answers {@code site/meterdata2/{sn}}. */
  JsonNode meterData2(String sn) throws CloudRefusal {
    SimulatedMeter meter = meter(sn);
    MeterUpload upload = meter.lastUpload();
    ArrayNode values = NODES.arrayNode();
    upload.rows().forEach(row -> values.add(RowLayouts.advanced(row)));
    return stamped(values, upload, meter.zone());
  }

  /** Returns a meter of the account. */
  SimulatedMeter meter(String sn) throws CloudRefusal {
    return find(sn)
        .orElseThrow(() -> CloudRefusal.rejected("the account has no meter \"" + sn + "\""));
  }

  private static ArrayNode basicRows(MeterUpload upload, boolean seven) {
    ArrayNode values = NODES.arrayNode();
    upload.rows().forEach(row -> values.add(RowLayouts.basic(row, seven)));
    return values;
  }

  private static JsonNode stamped(ArrayNode values, MeterUpload upload, ZoneOffset zone) {
    ObjectNode data = NODES.objectNode();
    data.set("values", values);
    return data.put("localTime", RowLayouts.time(upload.at(), zone))
        .put("gmtTime", RowLayouts.time(upload.at(), ZoneOffset.UTC));
  }
}
