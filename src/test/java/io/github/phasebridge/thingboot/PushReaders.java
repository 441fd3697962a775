package io.github.phasebridge.thingboot;

import java.time.Instant;
import java.util.List;

/** Sends one body through everything that reads the vendor's messages. */
final class PushReaders {

  private static final Instant NOW = Instant.parse("2025-03-07T03:27:12Z");

  private static final List<String> QUERIES = List.of("today", "amount", "total", "days", "hours");

  private final PushSieve sieve = new PushSieve();

  /**
   * Reads a body, as a message that names its device and as one whose way names it.
   *
   * @return how many messages were read
   * @throws RuntimeException if any reader failed
   */
  int accept(String body) {
    PushParser.Parsed parsed = PushParser.parse(body, null);
    parsed.messages().forEach(this::use);
    PushParser.parse(body, "820720").messages().forEach(this::use);
    return parsed.messages().size();
  }

  /** Also makes texts of the results: arithmetic on a careless number shows its cost there. */
  private void use(PushMessage message) {
    StringBuilder results = new StringBuilder(message.toString());
    for (String query : QUERIES) {
      results.append(QueryAnswers.find(message.content(), query, true));
      results.append(QueryAnswers.find(message.content(), query, false));
    }
    results.append(ConfigurationAnswers.read(message.content(), "relay1", "1", true));
    results.append(ConfigurationAnswers.read(message.content(), "time1", "1000", false));
    results.append(sieve.judge(message, NOW));
    if (results.isEmpty()) {
      throw new IllegalStateException("a message has no text");
    }
  }
}
