package io.github.phasebridge.thingboot;

import io.github.phasebridge.storage.JsonFile;
import io.github.phasebridge.storage.StorageException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Our own client id at the vendor's broker: made by chance once and kept in {@code data-dir}, so
 * that a restart takes the place of the connection before it, and two bridges never share one.
 * Those that end in {@code test} are the vendor's test accounts; ours ends in a hexadecimal digit.
 */
final class PushClientId {

  /** The file's name in {@code data-dir}. */
  static final String FILE = "thingboot-push.json";

  /** The format that this version writes. */
  static final int FORMAT = 1;

  private static final Logger log = LoggerFactory.getLogger(PushClientId.class);
  private static final String KEY = "clientId";

  /** 23 letters and digits are what every broker of MQTT 3.1.1 must accept. */
  private static final Pattern OURS = Pattern.compile("phasebridge[0-9a-f]{12}");

  private PushClientId() {}

  /** Returns the id in the file, or a new one that it keeps from now on. */
  static String of(JsonFile file, RandomGenerator random) {
    return kept(file).orElseGet(() -> keep(file, random));
  }

  private static Optional<String> kept(JsonFile file) {
    try {
      return file.read()
          .map((JsonNode saved) -> saved.path(KEY).asString(""))
          .filter(id -> OURS.matcher(id).matches());
    } catch (StorageException e) {
      log.warn("The client id for the ThingBoot broker cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns an id made by chance. */
  static String made(RandomGenerator random) {
    return "phasebridge%012x".formatted(random.nextLong(1L << 48));
  }

  private static String keep(JsonFile file, RandomGenerator random) {
    String id = made(random);
    try {
      file.write(JsonNodeFactory.instance.objectNode().put(KEY, id));
    } catch (StorageException e) {
      log.warn(
          "The client id for the ThingBoot broker cannot be kept for the next start: {}",
          e.getMessage());
    }
    return id;
  }
}
