package io.github.phasebridge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code docs/mqtt.md} promises, so that tests can hold the code and the page together. */
public final class TopicsPage {

  private static final Path PAGE = Path.of("docs/mqtt.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^((?:phasebridge|homeassistant)/\\S+) (\\{.*})$");

  private final String text;

  private TopicsPage(String text) {
    this.text = text;
  }

  /** Reads the page. */
  public static TopicsPage read() {
    try {
      return new TopicsPage(Files.readString(PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the keys in the first column of the tables of a section that begin with "key". */
  public Set<String> keys(String section) {
    Set<String> keys = new LinkedHashSet<>();
    boolean table = false;
    for (String line : section(section).lines().toList()) {
      table = line.startsWith("|") && (table || line.startsWith("| key |"));
      if (table) {
        CODE.matcher(line.split("\\|", -1)[1])
            .results()
            .map(code -> code.group(1))
            .forEach(keys::add);
      }
    }
    return keys;
  }

  /**
   * Returns every example whose payload is JSON: topics with their payloads in the order of the
   * page.
   */
  public Map<String, List<String>> examples() {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    for (MatchResult example : EXAMPLE.matcher(text).results().toList()) {
      examples.computeIfAbsent(example.group(1), _ -> new ArrayList<>()).add(example.group(2));
    }
    return examples;
  }

  /** Returns the first example's payload for a topic. */
  public String example(String topic) {
    List<String> payloads = examples().getOrDefault(topic, List.of());
    if (payloads.isEmpty()) {
      throw new AssertionError("no example for '" + topic + "' in " + PAGE);
    }
    return payloads.getFirst();
  }

  private String section(String title) {
    int begin = text.indexOf("\n## " + title + "\n");
    if (begin < 0) {
      throw new AssertionError("no section '" + title + "' in " + PAGE);
    }
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }
}
