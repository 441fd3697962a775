package io.github.phasebridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake of our own, which may carry anything in its message. */
class UnexpectedFailureTest {

  private static final String SECRET = "8f14e45fceea167a";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"run", "devices"})
  void itIsLoggedWithoutSecrets(String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                directory.toString(),
                command)
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
    assertThat(printed)
        .contains("please report this as a bug", "IllegalStateException: token ***")
        .doesNotContain(SECRET);
  }

  /** A bridge of which a part fails when it is made. */
  static final class Program {

    public static void main(String[] args) {
      Map<String, String> environment =
          Map.of("PHASEBRIDGE_DATA_DIR", args[0], "PHASEBRIDGE_IAMMETER_TOKEN", SECRET);
      Surroundings surroundings =
          new Surroundings(
              environment,
              Path.of(args[0], "options.json"),
              System.out,
              System.err,
              (_, _, _) -> {
                throw new IllegalStateException("token " + SECRET);
              });
      System.exit(Cli.run(surroundings, args[1]));
    }
  }
}
