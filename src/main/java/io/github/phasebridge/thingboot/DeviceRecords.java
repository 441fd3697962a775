package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads the devices in the answers of {@code device/list} and {@code device/info}. Their pages were
 * readable only in part, and older clients saw other names, so every known spelling counts.
 */
final class DeviceRecords {

  /** The vendor's ids are whole numbers; what cannot be an id would spoil an address or a list. */
  private static final String ID = "[0-9A-Za-z_-]{1,64}";

  private DeviceRecords() {}

  /**
   * Reads an answer's data: a list of devices (documented for many), one device (documented for
   * one), or an object that holds a list.
   *
   * @param asked the ids that were asked for; if it is one, a device without an id is that one
   * @return empty if there is neither a list nor a device
   */
  static Optional<List<DeviceRecord>> read(JsonNode data, Collection<String> asked) {
    Optional<String> only = asked.size() == 1 ? asked.stream().findFirst() : Optional.empty();
    Optional<DeviceRecord> single = data.isObject() ? of(data, Optional.empty()) : Optional.empty();
    if (single.isPresent()) {
      return single.map(List::of);
    }
    Optional<List<JsonNode>> list = VendorLists.elements(data);
    if (list.isPresent()) {
      return list.map(
          elements -> elements.stream().flatMap(one -> of(one, only).stream()).toList());
    }
    return data.isObject() && !data.isEmpty() ? of(data, only).map(List::of) : Optional.empty();
  }

  /** Reads one device; empty if it has no id. */
  static Optional<DeviceRecord> of(JsonNode device) {
    return of(device, Optional.empty());
  }

  private static Optional<DeviceRecord> of(JsonNode device, Optional<String> otherwise) {
    if (!device.isObject()) {
      return Optional.empty();
    }
    PushFields fields = PushFields.of(device);
    return fields
        .text("id", "device", "deviceid")
        .filter(id -> id.matches(ID))
        .or(() -> otherwise)
        .map(
            id ->
                new DeviceRecord(
                    id,
                    fields.text("key", "devicekey", "devicecode").orElse(null),
                    fields.text("name", "title").orElse(null),
                    productIds(fields),
                    online(fields),
                    ReportReader.read(device, state(fields))));
  }

  /** The map of properties is called state now, and was called status in 2023. */
  private static JsonNode state(PushFields fields) {
    return Stream.of("state", "status", "properties", "attributes")
        .map(fields::get)
        .map(node -> node.isString() ? opened(node.stringValue()) : node)
        .filter(node -> node.isObject() && !node.isEmpty())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** JSON may be written as a text, as in orders. */
  private static JsonNode opened(String text) {
    return VendorAnswer.json(text).orElse(MissingNode.getInstance());
  }

  private static List<String> productIds(PushFields device) {
    JsonNode product = device.get("product");
    PushFields fields = PushFields.of(product);
    List<String> ids = new ArrayList<>();
    Stream.of("key", "id", "model", "title").forEach(name -> fields.text(name).ifPresent(ids::add));
    Stream.of(product, device.get("productkey"), device.get("productid"))
        .map(PushFields::text)
        .filter(text -> !text.isEmpty() && !ids.contains(text))
        .forEach(ids::add);
    return ids;
  }

  /** Missing, or of another form, is unknown and never taken for connected. */
  private static @Nullable Boolean online(PushFields device) {
    JsonNode online = device.get("online", "isonline");
    JsonNode said =
        online.isMissingNode() ? PushFields.of(device.get("network")).get("online") : online;
    JsonNode flag = said.isObject() ? PushFields.of(said).get("state", "online") : said;
    String word = flag.isBoolean() ? flag.asString() : PushFields.text(flag);
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "1", "true", "online" -> true;
      case "0", "false", "offline" -> false;
      default -> null;
    };
  }
}
