package io.github.phasebridge;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The fences between the packages: who may know whom. */
class ArchitectureTest {

  private static final String BASE = "io.github.phasebridge.";

  /** What each package may know of the others; {@code cli}, {@code demo} and the root know all. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("device", Set.of()),
          Map.entry("storage", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("log", Set.of("config")),
          Map.entry("quota", Set.of("storage")),
          Map.entry("guard", Set.of("device", "storage")),
          Map.entry("mqtt", Set.of("config", "log", "http")),
          Map.entry("homeassistant", Set.of("device", "mqtt", "storage", "config", "log")),
          Map.entry(
              "iammeter", Set.of("device", "quota", "guard", "storage", "config", "log", "http")),
          Map.entry("http", Set.of("config", "device")),
          Map.entry(
              "thingboot",
              Set.of("device", "quota", "guard", "storage", "config", "log", "mqtt", "http")),
          Map.entry(
              "bridge", Set.of("device", "storage", "config", "log", "mqtt", "homeassistant")),
          Map.entry("web", Set.of("device", "config", "log", "bridge")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.phasebridge");

  @Test
  void packagesKnowOnlyWhatTheyMay() {
    Set<String> trespasses = new TreeSet<>();
    for (JavaClass javaClass : CLASSES) {
      Set<String> allowed = MAY_KNOW.get(packageOf(javaClass));
      if (allowed == null) {
        continue;
      }
      for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (target.getPackageName().startsWith(BASE)
            && !packageOf(target).equals(packageOf(javaClass))
            && !allowed.contains(packageOf(target))) {
          trespasses.add(packageOf(javaClass) + " knows " + packageOf(target) + ": " + dependency);
        }
      }
    }
    assertThat(trespasses).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theVocabularyUsesNoLibrary() {
    Set<String> foreign = new TreeSet<>();
    for (JavaClass javaClass : CLASSES) {
      if (!packageOf(javaClass).equals("device")) {
        continue;
      }
      for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getPackageName();
        if (!target.isEmpty()
            && !target.startsWith("java.")
            && !target.startsWith(BASE)
            && !target.startsWith("org.jspecify.")) {
          foreign.add(dependency.getDescription());
        }
      }
    }
    assertThat(foreign).isEmpty();
  }

  private static String packageOf(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    return name.startsWith(BASE) ? name.substring(BASE.length()).replaceAll("\\..*", "") : "";
  }
}
