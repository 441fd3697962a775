package io.github.phasebridge.addon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

/** The app's configuration and the files beside it. */
class AddonTest {

  private static final Path PARSER = Path.of("/usr/sbin/apparmor_parser");

  private final Map<String, Object> config = AppFolder.config();

  @Test
  void everyKeyIsKnownAndNoneIsObsolete() {
    Set<String> known = new HashSet<>(SupervisorRules.REQUIRED);
    known.addAll(SupervisorRules.DEFAULTS.keySet());
    known.addAll(SupervisorRules.OTHERS);

    assertThat(config.keySet())
        .isSubsetOf(known)
        .containsAll(SupervisorRules.REQUIRED)
        .doesNotContainAnyElementsOf(SupervisorRules.OBSOLETE);
  }

  @Test
  void noKeyRepeatsItsDefault() {
    assertThat(config.entrySet())
        .noneMatch(it -> it.getValue().equals(SupervisorRules.DEFAULTS.get(it.getKey())));
  }

  @Test
  void theValuesAreWhatTheSupervisorTakes() {
    assertThat(config.get("slug")).asString().matches("[-_.A-Za-z0-9]+");
    assertThat(config.get("arch"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrderElementsOf(SupervisorRules.ARCHITECTURES);
    assertThat(config.get("image")).asString().matches("[a-z0-9.-]+(/[a-z0-9._-]+)+");
    assertThat(config.get("homeassistant")).asString().matches("\\d{4}\\.\\d{1,2}\\.\\d+");
    assertThat(config.get("panel_icon")).asString().matches("mdi:[a-z0-9-]+");
    assertThat((Integer) config.get("timeout")).isBetween(10, 300);
    assertThat(config.get("services")).isEqualTo(List.of("mqtt:want"));
  }

  @Test
  void itOpensNoPortByItself() {
    Map<String, Object> ports = AppFolder.map(Objects.requireNonNull(config.get("ports")));

    assertThat(ports.keySet()).allMatch(port -> port.matches("\\d+/(tcp|udp)"));
    assertThat(ports.values()).containsOnlyNulls();
    assertThat(AppFolder.map(Objects.requireNonNull(config.get("ports_description"))).keySet())
        .isEqualTo(ports.keySet());
  }

  @Test
  void theVersionIsThatOfThePomAndTheChangelogKnowsIt() throws Exception {
    assertThat(config.get("version")).isEqualTo(pomVersion());
    assertThat(AppFolder.text(AppFolder.FOLDER.resolve("CHANGELOG.md")))
        .contains("\n## " + pomVersion() + "\n");
  }

  @Test
  void itHasNoRightsThatLowerItsSecurityRating() {
    boolean ownProfile = Files.exists(AppFolder.FOLDER.resolve("apparmor.txt"));

    assertThat(SupervisorRules.rating(config, ownProfile)).isEqualTo(8);
    assertThat(config).doesNotContainKeys("map", "devices", "privileged", "environment");
  }

  @Test
  void theProfileIsTheAppsOwnAndAllowsNothingWholesale() {
    String profile = AppFolder.text(AppFolder.FOLDER.resolve("apparmor.txt"));

    assertThat(Pattern.compile("(?m)^profile (\\S+) ").matcher(profile).results())
        .singleElement()
        .satisfies(it -> assertThat(it.group(1)).isEqualTo(config.get("slug")));
    assertThat(profile.lines().map(String::strip))
        .doesNotContain("file,", "network,", "capability,", "signal,", "ptrace,", "mount,")
        .noneMatch(line -> line.startsWith("/** "));
  }

  @Test
  void theProfileCompiles() throws Exception {
    if (!Files.isExecutable(PARSER)) {
      String text = "SKIPPED: the AppArmor profile is only compiled where " + PARSER + " is";
      System.out.println(text);
      Assumptions.abort(text);
    }
    Process parser =
        new ProcessBuilder(PARSER.toString(), "-QKS", "addon/apparmor.txt")
            .directory(AppFolder.ROOT.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String errors = new String(parser.getErrorStream().readAllBytes(), UTF_8);

    assertThat(parser.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(parser.exitValue()).as(errors).isZero();
  }

  @Test
  void thePicturesHaveTheirSizes() throws IOException {
    BufferedImage icon = picture("icon.png");
    BufferedImage logo = picture("logo.png");

    assertThat(List.of(icon.getWidth(), icon.getHeight())).containsExactly(128, 128);
    assertThat(List.of(logo.getWidth(), logo.getHeight())).containsExactly(250, 100);
  }

  @Test
  void theRepositoryIsOneForTheSupervisor() {
    Map<String, Object> repository = AppFolder.yaml(AppFolder.ROOT.resolve("repository.yaml"));

    assertThat(repository).containsOnlyKeys("name", "url", "maintainer");
    assertThat(repository.get("url")).isEqualTo(config.get("url"));
  }

  /** The Supervisor takes every file of this name in the repository for an app. */
  @Test
  void noOtherFileLooksLikeAnApp() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        AppFolder.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped =
                !folder.equals(AppFolder.ROOT)
                    && (name.startsWith(".") || name.equals("rootfs") || name.equals("target"));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (String.valueOf(file.getFileName()).matches("config\\.(yaml|yml|json)")) {
              found.add(AppFolder.ROOT.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });

    assertThat(found).containsExactly(Path.of("addon", "config.yaml"));
  }

  private static BufferedImage picture(String name) throws IOException {
    Path file = AppFolder.FOLDER.resolve(name);
    assertThat(Files.size(file)).isLessThan(50_000);
    return Objects.requireNonNull(ImageIO.read(file.toFile()), name);
  }

  private static String pomVersion() throws Exception {
    Node project =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(AppFolder.ROOT.resolve("pom.xml").toFile())
            .getDocumentElement();
    for (Node child = project.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals("version")) {
        return child.getTextContent();
      }
    }
    throw new AssertionError("the pom has no version");
  }
}
