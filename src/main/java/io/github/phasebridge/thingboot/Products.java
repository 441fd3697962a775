package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigProblem;
import io.github.phasebridge.config.DefinitionFile;
import io.github.phasebridge.config.Findings;
import io.github.phasebridge.config.Section;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All known product definitions: the shipped ones and those in {@code <data-dir>/products/}. */
public final class Products {

  private static final List<String> SHIPPED = List.of("thingboot/products/p46.conf");

  /** The product that the bridge is made for. */
  private static final String DEFAULT_ID = "p46";

  /** The shipped file has 16 KB. */
  private static final int MOST_BYTES = 512 * 1024;

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
    Findings findings = new Findings();
    List<Product> products = new ArrayList<>(ofUser(folder, findings));
    Set<String> ids = new HashSet<>(products.stream().map(Product::id).toList());
    SHIPPED.stream()
        .flatMap(resource -> DefinitionFile.shipped(resource, findings).stream())
        .map(ProductReader::read)
        .filter(product -> !ids.contains(product.id()))
        .forEach(products::add);
    try {
      findings.throwIfAnyProblem();
    } catch (ConfigException e) {
      throw new ProductFileException(String.valueOf(e.getMessage()));
    }
    return new Products(products);
  }

  private static List<Product> ofUser(Path folder, Findings findings) {
    List<Product> products = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path path : files(folder, findings)) {
      Optional<Section> file = DefinitionFile.open(path, MOST_BYTES, findings);
      if (file.isPresent()) {
        Product product = ProductReader.read(file.get());
        if (!product.id().isEmpty() && !names.add(product.id())) {
          file.get().refuse("id", "another file in this folder defines this product too");
        }
        for (String key : product.keys()) {
          if (!names.add("key " + key)) {
            file.get().refuse("keys", "'" + key + "' is listed twice in the files of this folder");
          }
        }
        products.add(product);
      }
    }
    return products;
  }

  private static List<Path> files(Path folder, Findings findings) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.conf")) {
      // Some systems put hidden companions beside a file that they copy.
      found.forEach(
          file -> {
            if (!file.getFileName().toString().startsWith(".")) {
              files.add(file);
            }
          });
    } catch (IOException | DirectoryIteratorException _) {
      String reason = "allowed is a folder that phasebridge may read, or none";
      findings.problem(new ConfigProblem(folder.toString(), "", null, reason));
    }
    Collections.sort(files);
    return files;
  }

  /** Returns all definitions, the user's first. */
  public List<Product> all() {
    return all;
  }

  /**
   * Returns the definition for a device: by product key or id, else by the first part of its
   * firmware version ({@code p46.…}), else the p46, which the bridge is made for.
   *
   * @param productIds the product's key and id as the account gives them, may be empty
   * @param firmware the installed version, null if unknown
   */
  public Product of(List<String> productIds, @Nullable String firmware) {
    return first(product -> isOneOf(product, productIds))
        .or(() -> Optional.ofNullable(firmware).flatMap(this::ofFirmware))
        .or(() -> withId(DEFAULT_ID))
        .orElseThrow();
  }

  private static boolean isOneOf(Product product, List<String> productIds) {
    return productIds.contains(product.id())
        || product.keys().stream().anyMatch(productIds::contains);
  }

  private Optional<Product> ofFirmware(String version) {
    return withId(version.strip().toLowerCase(Locale.ROOT).replaceFirst("[.].*", ""));
  }

  private Optional<Product> withId(String id) {
    return first(product -> product.id().equals(id));
  }

  private Optional<Product> first(Predicate<Product> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
