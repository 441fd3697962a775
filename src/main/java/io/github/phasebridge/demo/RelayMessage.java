package io.github.phasebridge.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a simulated relay says, before it is written in one of the {@link PushForms}. */
sealed interface RelayMessage {

  /**
   * It carried out an order.
   *
   * @param order the order's content as it came, {@code extra} included
   */
  record Answer(JsonNode order, Reply reply) implements RelayMessage {}

  /** Something happened at it. */
  record Event(String name, Map<String, BigDecimal> state) implements RelayMessage {
    /** Copies the state. */
    public Event {
      state = Map.copyOf(state);
    }
  }

  /** It reports by itself. */
  record State(Map<String, BigDecimal> state) implements RelayMessage {
    /** Copies the state. */
    public State {
      state = Map.copyOf(state);
    }
  }

  /** What comes back with the answer to an order. */
  sealed interface Reply {

    /** The properties that the order set. */
    record Properties(Map<String, BigDecimal> state) implements Reply {
      /** Copies the state. */
      public Properties {
        state = Map.copyOf(state);
      }
    }

    /**
     * The answer to a query.
     *
     * @param query the vendor's word, such as {@code today}
     * @param values kWh; one, or several for {@code days} and {@code hours}, the latest first
     */
    record Energy(String query, List<BigDecimal> values) implements Reply {
      /** Copies the values. */
      public Energy {
        values = List.copyOf(values);
      }
    }

    /**
     * The answer to {@code system: network}.
     *
     * @param signal dBm
     */
    record Network(String type, int signal, @Nullable String ip) implements Reply {}

    /** Nothing but that it is done. */
    record Done() implements Reply {}

    /** It was not done. */
    record Failed(String error) implements Reply {}
  }
}
