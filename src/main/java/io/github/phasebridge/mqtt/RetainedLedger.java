package io.github.phasebridge.mqtt;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The latest retained value of every topic, and which of them the broker does not have yet. It
 * lives in memory only, and is bounded by its number of topics. Safe for use by several threads.
 */
final class RetainedLedger {

  /**
   * A value to be sent.
   *
   * @param payload empty to remove the topic from the broker
   * @param version tells this value from later ones of the same topic
   */
  record Due(String topic, String payload, long version) {}

  private final int limit;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final SequencedSet<String> due = new LinkedHashSet<>();
  private long lastVersion;

  /**
   * Makes an empty ledger.
   *
   * @param limit how many topics it holds at most
   */
  RetainedLedger(int limit) {
    this.limit = limit;
  }

  /**
   * Enters a value; one equal to the topic's last is not sent again.
   *
   * @return false if the topic is new and the ledger is full
   */
  synchronized boolean put(String topic, String payload) {
    Entry entry = entries.get(topic);
    if (entry == null) {
      if (!hasRoom()) {
        return false;
      }
      entry = new Entry(payload);
      entries.put(topic, entry);
    } else if (entry.payload.equals(payload)) {
      return true;
    }
    entry.payload = payload;
    makeDue(topic, entry);
    return true;
  }

  /** Makes the topic's value due again; nothing happens if the topic is unknown or was removed. */
  synchronized void touch(String topic) {
    Entry entry = entries.get(topic);
    if (entry != null && !entry.removed) {
      makeDue(topic, entry);
    }
  }

  /**
   * Makes everything due again, in the order of the first entries: for a new connection.
   *
   * @param last the topic that comes after all others, if it has a value; null for none
   */
  synchronized void replay(@Nullable String last) {
    forgetRemoved();
    due.clear();
    due.addAll(entries.keySet());
    if (last != null && entries.containsKey(last)) {
      due.addLast(last);
    }
  }

  /** Takes the next value that is due, or null. */
  synchronized @Nullable Due next() {
    if (due.isEmpty()) {
      return null;
    }
    String topic = due.removeFirst();
    Entry entry = entries.get(topic);
    return entry == null ? null : new Due(topic, entry.payload, entry.version);
  }

  /** Notes that the broker has this value, unless a later one was entered since. */
  synchronized void acknowledged(Due value) {
    Entry entry = entries.get(value.topic());
    if (entry != null && entry.version == value.version()) {
      entry.removed = entry.payload.isEmpty();
    }
  }

  /** Returns whether nothing is due. */
  synchronized boolean settled() {
    return due.isEmpty();
  }

  private void makeDue(String topic, Entry entry) {
    entry.version = ++lastVersion;
    entry.removed = false;
    due.add(topic);
  }

  private boolean hasRoom() {
    if (entries.size() >= limit) {
      forgetRemoved();
    }
    return entries.size() < limit;
  }

  /**
   * A removed topic stays known for the rest of the connection, so that a value which is unknown
   * again and again is removed once; it needs neither replay nor memory afterwards.
   */
  private void forgetRemoved() {
    entries.values().removeIf(entry -> entry.removed);
  }

  private static final class Entry {
    private String payload;
    private long version;
    private boolean removed;

    private Entry(String payload) {
      this.payload = payload;
    }
  }
}
