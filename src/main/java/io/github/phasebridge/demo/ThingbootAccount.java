package io.github.phasebridge.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The relays of the simulated account, and what the interfaces do with them. Safe for use by
 * several threads.
 */
final class ThingbootAccount {

  static final int PRODUCT_ID = 46;
  static final String PRODUCT_KEY = "Rt5AHeMfYR";
  static final String PRODUCT_TITLE = "Metering relay";

  private static final Set<Integer> PAGE_SIZES = Set.of(10, 20, 30, 50);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Function<RelayPlan, SimulatedRelay> maker;
  private final BiConsumer<ThingbootEndpoint, String> violations;
  private final List<SimulatedRelay> relays = new CopyOnWriteArrayList<>();
  private final Set<String> marks = new HashSet<>();

  /**
   * An account without relays.
   *
   * @param maker makes a relay that reports to this cloud
   * @param violations takes broken rules that do not hinder an answer
   */
  ThingbootAccount(
      Function<RelayPlan, SimulatedRelay> maker, BiConsumer<ThingbootEndpoint, String> violations) {
    this.maker = maker;
    this.violations = violations;
  }

  SimulatedRelay add(RelayPlan plan) {
    SimulatedRelay relay = maker.apply(plan);
    relays.add(relay);
    return relay;
  }

  void remove(String id) {
    find(id)
        .ifPresent(
            relay -> {
              relays.remove(relay);
              relay.retire();
            });
  }

  List<SimulatedRelay> relays() {
    return List.copyOf(relays);
  }

  Optional<SimulatedRelay> find(String id) {
    return relays.stream().filter(relay -> relay.id().equals(id)).findFirst();
  }

  /** A page of the relays. */
  ObjectNode list(ThingbootRequest request, ThingbootUnknowns assumed) throws ThingbootRefusal {
    String words = request.parameter("q").asString("");
    String product = request.parameter("product").asString("");
    int index = number(request, "page_index", 1);
    int size = number(request, "page_size", 10);
    if (!PAGE_SIZES.contains(size)) {
      violations.accept(
          ThingbootEndpoint.DEVICE_LIST, "page_size takes 10, 20, 30 or 50, not " + size);
    }
    List<SimulatedRelay> found =
        relays.stream()
            .filter(relay -> relay.name().contains(words))
            .filter(_ -> product.isEmpty() || product.equals(Integer.toString(PRODUCT_ID)))
            .toList();
    int from = Math.min((index - 1) * size, found.size());
    int to = Math.min(from + size, found.size());
    ObjectNode envelope = NODES.objectNode();
    ArrayNode data = envelope.putArray("data");
    found.subList(from, to).forEach(relay -> data.add(assumed.write(relay, NODES.objectNode())));
    return envelope
        .put("page_index", index)
        .put("page_count", Math.max(1, (found.size() + size - 1) / size))
        .put("is_more", to < found.size() ? 1 : 0)
        .put("total", found.size());
  }

  /** One relay as an object, several as a list. */
  ObjectNode info(ThingbootRequest request, ThingbootUnknowns assumed) throws ThingbootRefusal {
    List<String> ids = ids(request);
    List<SimulatedRelay> found = ids.stream().flatMap(id -> find(id).stream()).toList();
    if (found.isEmpty()) {
      throw ThingbootRefusal.rejected(502, "device not exist");
    }
    ObjectNode envelope = NODES.objectNode();
    if (ids.size() == 1) {
      assumed.write(found.getFirst(), envelope.putObject("data"));
    } else {
      ArrayNode data = envelope.putArray("data");
      found.forEach(relay -> data.add(assumed.write(relay, NODES.objectNode())));
    }
    return envelope;
  }

  /** Sends an order on its way: the answer says nothing of what becomes of it. */
  ObjectNode control(ThingbootRequest request) throws ThingbootRefusal {
    List<SimulatedRelay> targets = targets(request);
    JsonNode order = request.parameter("order");
    Optional<String> problem =
        order.isObject()
            ? VendorPage.problemWithOrder(order)
                .or(() -> VendorPage.problemWithExtra(order.path("extra")))
            : Optional.of("order is an object, not " + order);
    if (problem.isPresent()) {
      throw ThingbootRefusal.violation(504, "no recognisable command", problem.get());
    }
    String mark = order.path("extra").asString("");
    if (!mark.isEmpty() && !marksOnce(mark)) {
      violations.accept(ThingbootEndpoint.DEVICE_CONTROL, "the mark " + mark + " was already used");
    }
    targets.forEach(relay -> relay.order(order));
    return NODES.objectNode();
  }

  /** Writes configuration items of one relay. */
  ObjectNode configure(ThingbootRequest request) throws ThingbootRefusal {
    List<SimulatedRelay> targets = targets(request);
    if (targets.size() > 1) {
      throw ThingbootRefusal.violation(
          504, "one device only", "the vendor does not configure several devices at once");
    }
    JsonNode items = request.parameter("config");
    Optional<String> problem = VendorPage.problemWithItems(items);
    if (problem.isPresent()) {
      throw ThingbootRefusal.violation(504, "no recognisable config", problem.get());
    }
    SimulatedRelay relay = targets.getFirst();
    if (!relay.isOnline()) {
      throw ThingbootRefusal.rejected(502, "device offline");
    }
    ObjectNode envelope = NODES.objectNode();
    ObjectNode data = envelope.putObject("data");
    Map<String, String> changes = new LinkedHashMap<>();
    items
        .properties()
        .forEach(
            item -> {
              changes.put(item.getKey(), item.getValue().stringValue());
              data.put(item.getKey(), "ok");
            });
    relay.configure(changes);
    return envelope;
  }

  /** The one product of the account. */
  ObjectNode products() {
    ObjectNode envelope = NODES.objectNode();
    envelope
        .putArray("data")
        .addObject()
        .put("id", PRODUCT_ID)
        .put("key", PRODUCT_KEY)
        .put("model", "p46")
        .put("title", PRODUCT_TITLE)
        .put("icon", "")
        .put("producer", "ThingBoot")
        .put("device", relays.size())
        .put("remark", "");
    return envelope;
  }

  private synchronized boolean marksOnce(String mark) {
    return marks.add(mark);
  }

  private List<SimulatedRelay> targets(ThingbootRequest request) throws ThingbootRefusal {
    List<SimulatedRelay> targets = new ArrayList<>();
    for (String id : ids(request)) {
      targets.add(find(id).orElseThrow(() -> ThingbootRefusal.rejected(502, "device not exist")));
    }
    return targets;
  }

  private static List<String> ids(ThingbootRequest request) throws ThingbootRefusal {
    JsonNode device = request.parameter("device");
    String text = device.isString() || device.isIntegralNumber() ? device.asString() : "";
    if (text.isEmpty()) {
      throw ThingbootRefusal.violation(
          501, "miss param device", "device is an id or ids with commas, not " + device);
    }
    return List.of(text.split("[,|]", -1));
  }

  private static int number(ThingbootRequest request, String name, int ifAbsent)
      throws ThingbootRefusal {
    @Nullable String text = request.parameter(name).asStringOpt().orElse(null);
    if (text == null) {
      return ifAbsent;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw ThingbootRefusal.violation(
          504, "bad param " + name, name + " is a number from 1, not " + text);
    }
    return Integer.parseInt(text);
  }
}
