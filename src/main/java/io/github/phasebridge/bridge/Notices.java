package io.github.phasebridge.bridge;

import io.github.phasebridge.bridge.Overview.HomeAssistant.Presence;
import io.github.phasebridge.device.Condition;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Notice.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gathers what the user should look after: what the bridge itself sees, then what others tell. */
final class Notices {

  private final List<Notice> notices = new ArrayList<>();
  private final Set<String> reasons = new HashSet<>();

  /**
   * Adds what is wrong with the broker.
   *
   * @param connectedBefore whether there was a connection since the start
   */
  void broker(Overview.Broker broker, boolean connectedBefore) {
    Condition condition = broker.condition();
    if (!condition.ok()) {
      add(
          Severity.ERROR,
          connectedBefore ? "The broker is not connected" : "No broker yet",
          sentence(condition.detail())
              + " Until then nothing reaches Home Assistant; phasebridge tries again by itself.",
          condition);
    } else if (!condition.detail().isEmpty()) {
      add(
          Severity.WARNING,
          "The broker refuses something",
          sentence(condition.detail()),
          condition);
    }
  }

  /** Adds what is wrong with a cloud. */
  void cloud(Overview.Cloud cloud) {
    Condition condition = cloud.condition();
    if (condition == null || (condition.ok() && condition.detail().isEmpty())) {
      return;
    }
    String reason =
        condition.detail().isEmpty()
            ? "No reason is known; the log may tell more."
            : sentence(condition.detail());
    reasons.add(reason);
    add(
        condition.ok() ? Severity.WARNING : Severity.ERROR,
        "The " + cloud.title() + " cloud " + (condition.ok() ? "works in part" : "cannot be used"),
        reason + (condition.ok() ? "" : " phasebridge tries again by itself."),
        condition);
  }

  /** Adds what Home Assistant said. */
  void homeAssistant(Overview.HomeAssistant homeAssistant) {
    if (homeAssistant.presence() == Presence.OFFLINE) {
      notices.add(
          new Notice(
              Severity.INFO,
              "Home Assistant is offline",
              "It stopped, or it lost its connection to the broker. Every device is announced to"
                  + " it again as soon as it is back; nothing has to be done here.",
              homeAssistant.since()));
    }
  }

  /**
   * Adds what others tell, unless the bridge said it already: a meter that cannot be read for the
   * same reason as the whole cloud is no second trouble.
   */
  void others(List<Notice> more) {
    more.stream()
        .distinct()
        .filter(notice -> !reasons.contains(sentence(notice.text())))
        .forEach(notices::add);
  }

  /** Returns all of them, the worst first, otherwise in the order in which they were added. */
  List<Notice> worstFirst() {
    return notices.stream().sorted(Comparator.comparing(Notice::severity).reversed()).toList();
  }

  private void add(Severity severity, String title, String text, Condition condition) {
    notices.add(new Notice(severity, title, text, condition.since()));
  }

  /** Some sentences come without their end, since the log goes on after them. */
  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
  }
}
