package io.github.phasebridge.iammeter;

import io.github.phasebridge.http.SecretMask;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Sends one body through every parser, as if each endpoint had answered it. */
final class Parsers {

  private static final LocalDate DAY = LocalDate.parse("2023-09-12");
  private static final Instant NOW = Instant.parse("2023-09-13T00:00:00Z");

  private static final List<Parser> ALL =
      List.of(
          CloudLogin::tokenIn,
          SiteListParser::parse,
          MeterDataParser::parseAll,
          data -> MeterDataParser.parse(data, RowLayout.BASIC),
          data -> MeterDataParser.parse(data, RowLayout.WITH_POWER_FACTOR),
          AnalysisParser::power,
          AnalysisParser::offline,
          data -> new MeterDataListParser(RowLayout.BASIC, DAY, DAY, NOW).parse(data),
          data -> new MeterDataListParser(RowLayout.WITH_POWER_FACTOR, DAY, DAY, NOW).parse(data));

  private final Envelope envelope;

  Parsers() {
    SecretMask mask = new SecretMask(secret -> {});
    mask.learn("349dfxxxxxxac5169");
    envelope = new Envelope(mask);
  }

  /**
   * Parses a body.
   *
   * @return how many parsers accepted it
   * @throws RuntimeException if any failed with something else than an {@link IammeterFailure}
   */
  int accept(String body) {
    JsonNode data;
    try {
      envelope.messageIn(body);
      data = envelope.open(body, "application/json");
    } catch (IammeterFailure expected) {
      return 0;
    }
    return (int) ALL.stream().filter(parser -> parser.accepts(data)).count();
  }

  private interface Parser {
    Object parse(JsonNode data) throws IammeterFailure;

    /** Also makes a text of the result: arithmetic on a careless number shows its cost there. */
    default boolean accepts(JsonNode data) {
      try {
        return !parse(data).toString().isEmpty();
      } catch (IammeterFailure expected) {
        return false;
      }
    }
  }
}
