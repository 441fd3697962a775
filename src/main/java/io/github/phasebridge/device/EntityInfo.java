package io.github.phasebridge.device;

import org.jspecify.annotations.Nullable;

/**
 * What entities of every kind have.
 *
 * @param key the field's term, lower case with {@code _}, unique within the device: names the
 *     topic, the key of the state and the unique id
 * @param name what a user reads beside the device's name, in sentence case; null for the device's
 *     main feature, which carries the device's name alone
 * @param category where the user finds it
 * @param reach when it is available
 * @param enabled whether Home Assistant shows it without being asked
 * @param icon a Material Design icon such as {@code mdi:flash}, or null for the one of its class
 * @param attributes whether readings carry attributes of this entity
 */
public record EntityInfo(
    String key,
    @Nullable String name,
    Category category,
    Reach reach,
    boolean enabled,
    @Nullable String icon,
    boolean attributes) {

  /** Returns the info of a primary, enabled entity that is available with its device. */
  public static EntityInfo of(String key, @Nullable String name) {
    return new EntityInfo(key, name, Category.PRIMARY, Reach.DEVICE, true, null, false);
  }

  /** Returns the same as a diagnostic entity. */
  public EntityInfo diagnostic() {
    return new EntityInfo(key, name, Category.DIAGNOSTIC, reach, enabled, icon, attributes);
  }

  /** Returns the same as a configuration entity. */
  public EntityInfo config() {
    return new EntityInfo(key, name, Category.CONFIG, reach, enabled, icon, attributes);
  }

  /** Returns the same, available while the bridge is. */
  public EntityInfo whileBridgeIsOnline() {
    return new EntityInfo(key, name, category, Reach.BRIDGE, enabled, icon, attributes);
  }

  /** Returns the same, hidden until the user enables it. */
  public EntityInfo disabled() {
    return new EntityInfo(key, name, category, reach, false, icon, attributes);
  }

  /** Returns the same with an icon. */
  public EntityInfo icon(String mdi) {
    return new EntityInfo(key, name, category, reach, enabled, mdi, attributes);
  }

  /** Returns the same with attributes, see {@link Reading#attributes}. */
  public EntityInfo withAttributes() {
    return new EntityInfo(key, name, category, reach, enabled, icon, true);
  }
}
