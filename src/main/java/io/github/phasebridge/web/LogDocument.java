package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.log.RecentLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a line of the log into a document. */
final class LogDocument {

  private LogDocument() {}

  /** Returns the document for the diagnostics file: with the stack trace, if there is one. */
  static Map<String, Object> complete(RecentLog.Line line) {
    Map<String, Object> document = of(line);
    if (!line.trace().isEmpty()) {
      document.put("trace", line.trace().lines().map(String::strip).toList());
    }
    return document;
  }

  /** Returns the document for the page. */
  static Map<String, Object> of(RecentLog.Line line) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("number", line.number());
    document.put("at", Payloads.iso(line.at()));
    document.put("level", line.level());
    document.put("subject", line.subject());
    document.put("message", line.message());
    return document;
  }
}
