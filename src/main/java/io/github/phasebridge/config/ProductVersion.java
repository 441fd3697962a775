package io.github.phasebridge.config;

/**
 * The version of phasebridge itself.
 *
 * @param text such as {@code 0.1.0}; {@code development} where classes run without their jar
 */
public record ProductVersion(String text) {

  /** Returns the version in the manifest of the jar that this class comes from. */
  public static ProductVersion ofThisJar() {
    String version = ProductVersion.class.getPackage().getImplementationVersion();
    return new ProductVersion(version == null ? "development" : version);
  }
}
