package io.github.phasebridge.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines for machines: one JSON object each. Each text is redacted before it is encoded, so that the
 * line is valid JSON whatever is masked in it.
 */
final class JsonLines implements LineFormat {

  /** Plain ASCII, since the output may have any encoding. */
  private final JsonMapper mapper =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Redactor redactor;

  JsonLines(Redactor redactor) {
    this.redactor = redactor;
  }

  @Override
  public String format(ILoggingEvent event) {
    ObjectNode line = mapper.createObjectNode();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", redactor.redact(String.valueOf(event.getThreadName())));
    line.put("message", redactor.redact(String.valueOf(event.getFormattedMessage())));
    @Nullable String trace = LineFormat.stackTrace(event);
    if (trace != null) {
      line.put("exception", redactor.redact(trace));
    }
    return mapper.writeValueAsString(line) + "\n";
  }
}
