package io.github.phasebridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image's Java has a few modules only: a class of any other would be missing there. */
class ModulesTest {

  private static final Pattern MODULES = Pattern.compile("--add-modules ([a-z.,]+)");

  /** The demo does not run in the image. */
  private static final String DEMO = "io.github.phasebridge.demo";

  @Test
  void allModulesThatTheCodeUsesAreInTheImage() throws IOException {
    assertThat(modulesOfTheImage()).containsAll(modulesOfTheCode());
  }

  private static Set<String> modulesOfTheImage() throws IOException {
    Matcher matcher = MODULES.matcher(Files.readString(Path.of("Dockerfile")));
    assertThat(matcher.find()).isTrue();
    return new TreeSet<>(Arrays.asList(matcher.group(1).split(",", -1)));
  }

  private static Set<String> modulesOfTheCode() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass javaClass :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.phasebridge")) {
      if (!javaClass.getPackageName().equals(DEMO)) {
        for (Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
          addModules(dependency.getTargetClass().getBaseComponentType().getPackageName(), modules);
        }
      }
    }
    return modules;
  }

  private static void addModules(String packageName, Set<String> modules) {
    for (Module module : ModuleLayer.boot().modules()) {
      if (module.getPackages().contains(packageName)) {
        modules.add(module.getName());
      }
    }
  }
}
