package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Payloads;
import io.github.phasebridge.log.RecentLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a line of the log into a document. */
final class LogDocument {

  private LogDocument() {}

  /** Returns the document. */
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
