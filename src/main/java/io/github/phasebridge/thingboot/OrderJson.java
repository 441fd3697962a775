package io.github.phasebridge.thingboot;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of requests that make a relay do something, as JSON text. */
final class OrderJson {

  private OrderJson() {}

  /**
   * Returns the body of {@code device/control}: {@code {"device":820720,"order":{"power":1,"extra":
   * "..."}}}.
   *
   * @param deviceId the vendor's id; written as a number if it is one, as in the vendor's examples
   * @param extra the mark that comes back with the report of this order
   */
  static String cloud(String deviceId, Order order, String extra) {
    ObjectNode content = content(order).put("extra", extra);
    return addressed(deviceId, "order", content);
  }

  /**
   * Returns the body for the relay's own HTTP port: the bare command, such as {@code {"power":1}};
   * {@code extra} is not documented there.
   */
  static String lan(Order order) {
    return content(order).toString();
  }

  /**
   * Returns the body of {@code device/config}: {@code {"device":820720,"config":{"relay1":"1"}}}.
   * Values are texts, as the vendor's example writes them.
   */
  static String configuration(String deviceId, String item, String value) {
    return addressed(deviceId, "config", JsonNodeFactory.instance.objectNode().put(item, value));
  }

  private static ObjectNode content(Order order) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    return order.value() instanceof Integer number
        ? content.put(order.name(), number)
        : content.put(order.name(), order.value().toString());
  }

  /** Names the device in a body; as a number if it is one. */
  static void putDevice(ObjectNode body, String deviceId) {
    if (deviceId.matches("0|[1-9][0-9]{0,17}")) {
      body.put("device", Long.parseLong(deviceId));
    } else {
      body.put("device", deviceId);
    }
  }

  private static String addressed(String deviceId, String what, ObjectNode content) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    putDevice(body, deviceId);
    body.set(what, content);
    return body.toString();
  }
}
