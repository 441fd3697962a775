package io.github.phasebridge.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;

/**
 * The last messages of vendors and devices as they came, without secrets: for the diagnostics file,
 * and for the log if the user wants them there. What came with a login must not be given to it.
 * Safe for many threads.
 */
public final class RawMessages {

  /** How many messages are kept. */
  public static final int MOST = 60;

  /** Longer ones are cut to this many characters. */
  public static final int LONGEST = 4000;

  /** How many characters are kept altogether; the heap of a small machine is small. */
  private static final int MOST_CHARACTERS = 100_000;

  private final Redactor redactor;
  private final InstantSource clock;
  private final boolean logged;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int characters;

  /**
   * Makes one without messages.
   *
   * @param redactor takes out the secrets that it knows
   * @param logged whether each message also becomes a line of the log
   */
  public RawMessages(Redactor redactor, InstantSource clock, boolean logged) {
    this.redactor = redactor;
    this.clock = clock;
    this.logged = logged;
  }

  /**
   * One message.
   *
   * @param at when it arrived
   * @param source the family of devices that it belongs to, such as {@code iammeter}
   * @param what what it is: {@code message of the cloud}, or of an answer what was asked, the
   *     status and the type
   * @param text the redacted text, possibly cut
   */
  public record Entry(Instant at, String source, String what, String text) {}

  /**
   * Keeps a message.
   *
   * @param log where it is logged, if the user wants that
   * @param source the family of devices that it belongs to
   * @param what what it is, in a few words
   * @param text the message; the caller has taken out what only it knows to be secret
   */
  public void add(Logger log, String source, String what, String text) {
    Entry entry = new Entry(clock.instant(), source, cut(what), cut(text));
    keep(entry);
    if (logged) {
      log.info("raw {}: {}", entry.what(), entry.text());
    }
  }

  /** Returns the messages that are kept, the earliest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  private synchronized void keep(Entry entry) {
    entries.addLast(entry);
    characters += size(entry);
    while (entries.size() > MOST || characters > MOST_CHARACTERS) {
      characters -= size(entries.removeFirst());
    }
  }

  private static int size(Entry entry) {
    return entry.what().length() + entry.text().length();
  }

  /** First redacted, then cut: half a secret would not be recognized. */
  private String cut(String text) {
    String safe = redactor.redact(text);
    return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "…" : safe;
  }
}
