package io.github.phasebridge.thingboot;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All known product definitions: the shipped ones and those in {@code <data-dir>/products/}. */
public final class Products {

  private final List<Product> all;

  private Products(List<Product> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads all definitions. One of the user's files replaces a shipped one of the same id.
   *
   * @param folder the user's folder of {@code *.conf} files; need not exist
   * @throws ProductFileException if a file is wrong: all problems of all files at once, each with
   *     file, line, value and what is allowed
   */
  public static Products load(Path folder) throws ProductFileException {
    return new Products(List.of());
  }

  /** Returns all definitions. */
  public List<Product> all() {
    return all;
  }

  /**
   * Returns the definition for a device: by product key or id, else by the first part of its
   * firmware version ({@code p46.…}), else the shipped p46, which the bridge is made for.
   *
   * @param productIds the product's key and id as the account gives them, may be empty
   * @param firmware the installed version, null if unknown
   */
  public Product of(List<String> productIds, @Nullable String firmware) {
    return all.getFirst();
  }
}
