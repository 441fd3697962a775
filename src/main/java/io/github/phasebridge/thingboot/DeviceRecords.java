package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the devices in the answers of {@code device/list} and {@code device/info}. Their pages were
 * readable only in part, and older clients saw other names, so every known spelling counts.
 */
final class DeviceRecords {

  private static final List<String> LISTS = List.of("list", "devices", "items", "rows", "data");

  private DeviceRecords() {}

  /**
   * Reads an answer's data: a list of devices, one device, or an object that holds a list.
   *
   * @param asked the ids that were asked for; if it is one, a device without an id is that one
   */
  static List<DeviceRecord> read(JsonNode data, Collection<String> asked) {
    List<DeviceRecord> records = new ArrayList<>();
    for (JsonNode device : devices(data)) {
      String id = text(device, "id", "device", "device_id", "deviceId");
      if (id == null && asked.size() == 1) {
        id = asked.iterator().next();
      }
      if (id != null && device.isObject()) {
        records.add(record(id, device));
      }
    }
    return records;
  }

  /**
   * Tells whether a further page may hold more devices.
   *
   * @param envelope the whole answer
   * @param page the number of this page, from 1
   * @param onPage how many devices it has
   */
  static boolean mayHaveMore(JsonNode envelope, int page, int onPage) {
    for (JsonNode place : List.of(envelope, envelope.path("data"))) {
      String more = text(place, "is_more", "isMore", "is-more", "more");
      if (more != null) {
        return more.equals("1") || more.toLowerCase(Locale.ROOT).equals("true");
      }
      String pages = text(place, "page_count", "pageCount", "page-count", "pages");
      if (pages != null && pages.matches("[0-9]{1,6}")) {
        return page < Integer.parseInt(pages);
      }
    }
    // A page size of ours that the vendor does not know may have become its default of 10.
    return onPage >= 10;
  }

  private static Iterable<JsonNode> devices(JsonNode data) {
    if (data.isArray()) {
      return data.values();
    }
    for (String name : LISTS) {
      if (data.path(name).isArray()) {
        return data.path(name).values();
      }
    }
    return data.isObject() ? List.of(data) : List.of();
  }

  private static DeviceRecord record(String id, JsonNode device) {
    JsonNode state = device.path("state").isObject() ? device.path("state") : device.path("status");
    return new DeviceRecord(
        id,
        text(device, "name", "title"),
        productIds(device.path("product")),
        online(device),
        ReportReader.read(device, state));
  }

  private static List<String> productIds(JsonNode product) {
    List<String> ids = new ArrayList<>();
    for (String name : List.of("key", "id", "model", "title")) {
      String value = text(product, name);
      if (value != null) {
        ids.add(value);
      }
    }
    String alone = product.isValueNode() ? product.asString("").strip() : "";
    if (!alone.isEmpty()) {
      ids.add(alone);
    }
    return ids;
  }

  private static @Nullable Boolean online(JsonNode device) {
    JsonNode online = device.path("online");
    if (online.isMissingNode()) {
      online = device.path("network").path("online");
    }
    JsonNode flag = online.isObject() ? online.path("state") : online;
    return switch (flag.asString("").strip().toLowerCase(Locale.ROOT)) {
      case "1", "true", "online" -> true;
      case "0", "false", "offline" -> false;
      default -> null;
    };
  }

  private static @Nullable String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object.path(name);
      if (value.isValueNode() && !value.isNull() && !value.asString("").isBlank()) {
        return value.asString().strip();
      }
    }
    return null;
  }
}
