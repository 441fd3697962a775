package io.github.phasebridge.mqtt;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker lets us connect for but not do, mostly by an access list: said once each. Only
 * used on the link's thread.
 */
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private final LinkTerms terms;
  private final Set<String> filters = new HashSet<>();
  private boolean publicationSaid;
  private volatile String latest = "";

  Refusals(LinkTerms terms) {
    this.terms = terms;
  }

  /** Returns the latest refusal of this connection as a sentence, or an empty text. */
  String latest() {
    return latest;
  }

  /** A new connection begins. */
  void reset() {
    latest = "";
  }

  /** A value or an event was refused; only the first one of all is said, as more will follow. */
  void publication(String topic, String reason) {
    latest =
        "The "
            + terms.broker()
            + " refuses what we publish to "
            + topic
            + " ("
            + reason
            + "): allow the user to write there";
    if (publicationSaid) {
      log.debug("{}", latest);
    } else {
      publicationSaid = true;
      log.warn("{}; further refusals are only logged at level debug", latest);
    }
  }

  /** A subscription was refused. */
  void subscription(String filter, String reason) {
    latest =
        "The "
            + terms.broker()
            + " refuses our subscription to "
            + filter
            + " ("
            + reason
            + "): "
            + terms.whenReadingIsRefused();
    if (filters.add(filter)) {
      log.warn("{}", latest);
    } else {
      log.debug("{}", latest);
    }
  }

  /** A subscription was accepted. */
  void subscribed(String filter) {
    if (filters.remove(filter)) {
      log.info("The {} accepts our subscription to {} now", terms.broker(), filter);
    }
  }
}
