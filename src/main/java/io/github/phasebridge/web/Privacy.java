package io.github.phasebridge.web;

import io.github.phasebridge.config.PhasebridgeConfig;
import io.github.phasebridge.log.Redactor;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes secrets and user names out of documents. Their keys stay, so they are none of these. */
final class Privacy {

  private static final String MASK = "***";

  private final Redactor redactor;
  private final @Nullable Pattern userNames;

  @Inject
  Privacy(Redactor redactor, PhasebridgeConfig config) {
    this.redactor = redactor;
    String names =
        Stream.of(config.mqtt().username(), config.iammeter().userName())
            .filter(name -> !name.isBlank())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    // As words of their own only: a user "house" must not garble "household".
    userNames = names.isEmpty() ? null : Pattern.compile("(?<![\\w.-])(?:" + names + ")(?![\\w-])");
  }

  /** Returns the document with {@code ***} in place of what nobody else should read. */
  Map<String, @Nullable Object> without(Map<?, ?> document) {
    Map<String, @Nullable Object> clean = new LinkedHashMap<>();
    document.forEach((key, value) -> clean.put(String.valueOf(key), clean(value)));
    return clean;
  }

  private @Nullable Object clean(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> clean(text);
      case Map<?, ?> map -> without(map);
      case List<?> list -> clean(list);
      default -> value;
    };
  }

  private List<@Nullable Object> clean(List<?> list) {
    return list.stream().<@Nullable Object>map(this::clean).toList();
  }

  private String clean(String text) {
    String redacted = redactor.redact(text);
    return userNames == null ? redacted : userNames.matcher(redacted).replaceAll(MASK);
  }
}
