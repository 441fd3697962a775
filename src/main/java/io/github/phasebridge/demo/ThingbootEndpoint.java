package io.github.phasebridge.demo;

import java.util.Arrays;

/** What the simulated ThingBoot cloud can be asked. */
public enum ThingbootEndpoint {
  /** {@code device/list}. */
  DEVICE_LIST("device/list"),
  /** {@code device/info}. */
  DEVICE_INFO("device/info"),
  /** {@code device/control}. */
  DEVICE_CONTROL("device/control"),
  /** {@code device/config}. */
  DEVICE_CONFIG("device/config"),
  /** {@code product/list}. */
  PRODUCT_LIST("product/list"),
  /** {@code ntp}, without an account: the cloud's clock. */
  CLOCK("ntp"),
  /** Any other path. */
  UNKNOWN("");

  private final String path;

  ThingbootEndpoint(String path) {
    this.path = path;
  }

  /** Returns the endpoint of a path after the AppID, without the slashes around it. */
  static ThingbootEndpoint of(String path) {
    return Arrays.stream(values())
        .filter(endpoint -> endpoint.path.equals(path))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
