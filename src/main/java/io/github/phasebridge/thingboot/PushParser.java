package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the vendor's messages. The vendor documents no envelope, so this reads every form that is
 * known or likely; see the fixtures. It has no state and never fails.
 */
public final class PushParser {

  private static final String[] TIME = {"ts", "timestamp", "time"};
  private static final String[] MESSAGE_ID = {"mid", "msgid", "messageid"};

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
   * Reads a body: a JSON object, a list of them, or a form whose fields hold JSON or plain values.
   *
   * @param body the text
   * @param device the device whose message it is, if the way it came tells (the LAN's report
   *     address); null if the message must tell
   */
  public static Parsed parse(String body, @Nullable String device) {
    PushBody parts = PushBody.of(body);
    List<PushMessage> messages = new ArrayList<>();
    List<String> problems = new ArrayList<>(parts.problems());
    for (JsonNode part : parts.messages()) {
      read(part, device, messages, problems);
    }
    return new Parsed(messages, problems);
  }

  private static void read(
      JsonNode part, @Nullable String known, List<PushMessage> messages, List<String> problems) {
    PushLayers layers = new PushLayers(part);
    PushSender.Found sender = PushSender.find(layers, known);
    String device = sender.device();
    if (device == null) {
      problems.add(sender.problem());
      return;
    }
    PushReply reply = new PushReply(layers);
    String extra = reply.extra();
    String error = reply.error();
    Report report = PushState.read(layers);
    PushType type = PushType.of(layers, reply.answers(), extra != null, says(report));
    if (type.type() == null) {
      problems.add("a message in which nothing is known");
      return;
    }
    boolean order = type.type() == PushMessage.Type.ORDER;
    if (order && error != null) {
      report = PushState.readNamed(layers);
    } else if (type.type() == PushMessage.Type.STATE && report.properties().isEmpty()) {
      report = PushState.readSingle(layers);
    }
    messages.add(
        new PushMessage(
            device,
            type.type(),
            type.name(),
            report,
            extra,
            order ? error : null,
            layers.innermost(fields -> fields.text(MESSAGE_ID)),
            layers.outermost(
                fields ->
                    Stream.of(TIME)
                        .flatMap(name -> PushTime.read(fields.get(name)).stream())
                        .findFirst()),
            part));
  }

  private static boolean says(Report report) {
    return !report.equals(Report.NOTHING);
  }
}
