package io.github.phasebridge.device;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device with all its entities.
 *
 * @param id names its topics
 * @param name the vendor's name alone; a rename at the vendor renames the device, the id stays
 * @param manufacturer who made it
 * @param model what it is, null if unknown
 * @param serialNumber the vendor's serial number, null if there is none
 * @param softwareVersion the installed firmware or software, null if unknown
 * @param configurationUrl where the user manages it (http or https), null for nowhere
 * @param entities in the order in which a user should meet them; keys are unique
 */
public record DeviceDescription(
    DeviceId id,
    String name,
    String manufacturer,
    @Nullable String model,
    @Nullable String serialNumber,
    @Nullable String softwareVersion,
    @Nullable String configurationUrl,
    List<Entity> entities) {

  /** Copies the entities and refuses a key that occurs twice. */
  public DeviceDescription {
    entities = List.copyOf(entities);
    Set<String> keys = new HashSet<>();
    for (Entity entity : entities) {
      if (!keys.add(entity.key())) {
        throw new IllegalArgumentException(id + " has two entities '" + entity.key() + "'");
      }
    }
  }

  /** Returns the entity with this key. */
  public Optional<Entity> entity(String key) {
    return entities.stream().filter(entity -> entity.key().equals(key)).findFirst();
  }
}
