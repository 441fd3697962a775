package io.github.phasebridge.demo;

import io.github.phasebridge.demo.RelayMessage.Reply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * In which form messages are written. The vendor documents the content, but no envelope: everything
 * here is assumed, in the forms that the vendor's other texts make likely.
 *
 * @param envelope how device, type and content lie together
 * @param extra where the mark of an order comes back
 * @param values how properties are written
 * @param time how the time is written
 * @param mid whether each message has an id of its own
 * @param query how the answer to a query is written
 * @param replies whether the answer to an order says more than the order itself
 */
public record PushForms(
    Envelope envelope,
    ExtraPlace extra,
    Values values,
    Time time,
    boolean mid,
    QueryAnswer query,
    boolean replies) {

  /** How device, type and content lie together. */
  public enum Envelope {
    /** {@code {"type":"event","device":820720,"name":"btn1","state":{...}}}. */
    TYPED,
    /** {@code {"device":{"id":820720},"name":"btn1","data":{...}}}: no type. */
    NAMED,
    /** {@code {"type":"event","id":"820720","data":{"name":"btn1","state":{...}}}}. */
    NESTED
  }

  /** Where the mark of an order comes back. */
  public enum ExtraPlace {
    /** In the order, as it was sent. */
    ORDER,
    /** In {@code data}. */
    DATA,
    /** Beside them. */
    TOP,
    /** Nowhere. */
    NOWHERE
  }

  /** How properties are written. */
  public enum Values {
    /** {@code "1"}, {@code "230.1"}. */
    TEXT,
    /** {@code 1}, {@code 230.1}. */
    NUMBER
  }

  /** How the time is written. */
  public enum Time {
    /** A number of milliseconds since 1970. */
    MILLISECONDS,
    /** The same as a text. */
    MILLISECONDS_AS_TEXT,
    /** A number of seconds since 1970. */
    SECONDS,
    /** Not at all. */
    ABSENT
  }

  /** How the answer to a query is written. */
  public enum QueryAnswer {
    /** {@code {"today":1.234}}, {@code {"days":[...]}}. */
    OBJECT,
    /** {@code 1.234}, {@code [...]}. */
    BARE,
    /** {@code {"query":"today","value":1.234}}. */
    NAME_AND_VALUE
  }

  /** The form that is the likeliest. */
  public static final PushForms DEFAULT =
      new PushForms(
          Envelope.TYPED,
          ExtraPlace.ORDER,
          Values.TEXT,
          Time.MILLISECONDS,
          true,
          QueryAnswer.OBJECT,
          true);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Returns the default and others that between them use every choice at least once. */
  public static List<PushForms> variants() {
    List<PushForms> all = new ArrayList<>();
    all.add(DEFAULT);
    for (Envelope envelope : Envelope.values()) {
      for (ExtraPlace extra : ExtraPlace.values()) {
        int n = all.size();
        all.add(
            new PushForms(
                envelope,
                extra,
                Values.values()[n % 2],
                Time.values()[n % 4],
                n % 3 != 0,
                QueryAnswer.values()[n % 3],
                extra == ExtraPlace.DATA || n % 5 != 0));
      }
    }
    return List.copyOf(all);
  }

  /** Returns the same with another envelope. */
  public PushForms withEnvelope(Envelope other) {
    return new PushForms(other, extra, values, time, mid, query, replies);
  }

  /** Returns the same with the mark of an order elsewhere. */
  public PushForms withExtra(ExtraPlace other) {
    return new PushForms(envelope, other, values, time, mid, query, replies);
  }

  /** Returns the same with properties written otherwise. */
  public PushForms withValues(Values other) {
    return new PushForms(envelope, extra, other, time, mid, query, replies);
  }

  /** Returns the same with the time written otherwise, and with or without ids. */
  public PushForms withIdentity(boolean hasMid, Time other) {
    return new PushForms(envelope, extra, values, other, hasMid, query, replies);
  }

  /** Returns the same with another form of answers to queries. */
  public PushForms withQuery(QueryAnswer other) {
    return new PushForms(envelope, extra, values, time, mid, other, replies);
  }

  /** Returns the same with answers to orders that only repeat the order, or say more. */
  public PushForms withReplies(boolean other) {
    return new PushForms(envelope, extra, values, time, mid, query, other);
  }

  /**
   * Writes a message.
   *
   * @param device the relay's id; null where the way tells it, as on the LAN
   * @param id the message's own id
   */
  String write(@Nullable String device, RelayMessage message, Instant at, String id) {
    ObjectNode whole = NODES.objectNode();
    if (mid) {
      whole.put("mid", id);
    }
    if (envelope != Envelope.NAMED) {
      whole.put("type", type(message));
    }
    if (device != null) {
      putDevice(whole, device);
    }
    ObjectNode content = envelope == Envelope.NESTED ? whole.putObject("data") : whole;
    switch (message) {
      case RelayMessage.Answer answer -> putAnswer(whole, content, answer);
      case RelayMessage.Event(String name, Map<String, BigDecimal> state) -> {
        content.put("name", name);
        putState(content, state);
      }
      case RelayMessage.State(Map<String, BigDecimal> state) -> putState(content, state);
    }
    putTime(whole, at);
    return MAPPER.writeValueAsString(whole);
  }

  private static String type(RelayMessage message) {
    return switch (message) {
      case RelayMessage.Answer _ -> "order";
      case RelayMessage.Event _ -> "event";
      case RelayMessage.State _ -> "state";
    };
  }

  private void putDevice(ObjectNode whole, String device) {
    switch (envelope) {
      case TYPED -> whole.set("device", number(device));
      case NAMED -> whole.putObject("device").set("id", number(device));
      case NESTED -> whole.put("id", device);
    }
  }

  private static JsonNode number(String id) {
    return id.matches("[0-9]{1,9}") ? NODES.numberNode(Integer.parseInt(id)) : NODES.stringNode(id);
  }

  private void putState(ObjectNode content, Map<String, BigDecimal> state) {
    // A boot without any state still names it, so that an empty one is told from none.
    if (!state.isEmpty() || envelope != Envelope.NAMED) {
      content.set(envelope == Envelope.NAMED ? "data" : "state", written(state));
    }
  }

  private void putAnswer(ObjectNode whole, ObjectNode content, RelayMessage.Answer answer) {
    String mark = answer.order().path("extra").asString("");
    ObjectNode order = answer.order().deepCopy().asObject();
    order.remove("extra");
    if (extra == ExtraPlace.ORDER && !mark.isEmpty()) {
      order.put("extra", mark);
    }
    content.set("order", order);
    if (replies || answer.reply() instanceof Reply.Failed) {
      content.set(envelope == Envelope.NESTED ? "state" : "data", reply(answer.reply()));
    }
    if (extra == ExtraPlace.DATA && !mark.isEmpty()) {
      putMark(content, mark);
    } else if (extra == ExtraPlace.TOP && !mark.isEmpty()) {
      whole.put("extra", mark);
    }
  }

  /** Only objects have room for a mark; a bare number has it beside. */
  private void putMark(ObjectNode content, String mark) {
    if (envelope == Envelope.NESTED) {
      content.put("extra", mark);
    } else if (content.get("data") instanceof ObjectNode data) {
      data.put("extra", mark);
    } else {
      content.put("extra", mark);
    }
  }

  private JsonNode reply(Reply reply) {
    return switch (reply) {
      case Reply.Properties(Map<String, BigDecimal> state) -> written(state);
      case Reply.Energy(String asked, List<BigDecimal> answer) -> energy(asked, answer);
      case Reply.Network(String kind, int signal, String ip) ->
          NODES
              .objectNode()
              .set(
                  "network",
                  NODES.objectNode().put("type", kind).put("rssi", signal).put("ip", ip));
      case Reply.Done _ -> NODES.objectNode().put("ret", "ok");
      case Reply.Failed(String error) -> NODES.objectNode().put("error", error);
    };
  }

  private JsonNode energy(String asked, List<BigDecimal> answer) {
    JsonNode numbers;
    if (asked.equals("days") || asked.equals("hours")) {
      ArrayNode list = NODES.arrayNode();
      answer.forEach(value -> list.add(written(value)));
      numbers = list;
    } else {
      numbers = written(answer.getFirst());
    }
    return switch (query) {
      case OBJECT -> NODES.objectNode().set(asked, numbers);
      case BARE -> numbers;
      case NAME_AND_VALUE -> NODES.objectNode().put("query", asked).set("value", numbers);
    };
  }

  private void putTime(ObjectNode whole, Instant at) {
    switch (time) {
      case MILLISECONDS -> whole.put("ts", at.toEpochMilli());
      case MILLISECONDS_AS_TEXT -> whole.put("ts", Long.toString(at.toEpochMilli()));
      case SECONDS -> whole.put("ts", at.getEpochSecond());
      case ABSENT -> whole.remove("ts");
    }
  }

  private ObjectNode written(Map<String, BigDecimal> state) {
    return written(state, values);
  }

  /** Writes properties, in the order of their names. */
  static ObjectNode written(Map<String, BigDecimal> state, Values values) {
    ObjectNode node = NODES.objectNode();
    new TreeMap<>(state).forEach((name, value) -> node.set(name, written(value, values)));
    return node;
  }

  private JsonNode written(BigDecimal value) {
    return written(value, values);
  }

  private static JsonNode written(BigDecimal value, Values values) {
    return values == Values.TEXT
        ? NODES.stringNode(value.toPlainString())
        : NODES.numberNode(value);
  }
}
