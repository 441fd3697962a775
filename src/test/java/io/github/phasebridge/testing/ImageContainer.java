package io.github.phasebridge.testing;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The image in Docker as Home Assistant starts it, but with a read-only file system. It shares this
 * machine's network, so that it reaches the simulated worlds of a test.
 */
public final class ImageContainer implements AutoCloseable {

  private final Container container;

  private ImageContainer(Container container) {
    this.container = container;
  }

  /**
   * Prepares a container of the image that {@code PHASEBRIDGE_IMAGE} names; skips the test, and
   * says so, where it names none.
   */
  public static ImageContainer prepare() {
    String image = System.getenv().getOrDefault("PHASEBRIDGE_IMAGE", "");
    if (image.isEmpty() || !DockerMosquitto.available()) {
      String text =
          "SKIPPED: tests of the image need a Docker engine and its name in PHASEBRIDGE_IMAGE";
      System.out.println(text);
      Assumptions.abort(text);
    }
    return new ImageContainer(new Container(image));
  }

  /** Sets environment variables. */
  public ImageContainer environment(Map<String, String> variables) {
    container.withEnv(variables);
    return this;
  }

  /** Puts a file into {@code /data} that only root can read, as the Supervisor does. */
  public ImageContainer dataFile(String name, String text) {
    container.dataFiles.put(name, Transferable.of(text, 0600));
    return this;
  }

  /** Starts it as this user instead of root. */
  public ImageContainer user(String user) {
    container.withCreateContainerCmdModifier(command -> command.withUser(user));
    return this;
  }

  /** Makes {@code /data} a disk in memory of this size, such as {@code 256k}. */
  public ImageContainer dataOfSize(String size) {
    container.withCreateContainerCmdModifier(
        command -> hostConfig(command.getHostConfig()).withTmpFs(Map.of("/data", "size=" + size)));
    return this;
  }

  /** Runs another command than the image's. */
  public ImageContainer command(String... command) {
    container.withCommand(command);
    return this;
  }

  /** Starts it; it may not be ready yet. */
  public ImageContainer start() {
    container.start();
    return this;
  }

  /** Starts it again, with its data. */
  public void startAgain() {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
  }

  /**
   * Stops it as Home Assistant does: SIGTERM, and 10 s later SIGKILL.
   *
   * @return its exit code, 137 if it had to be killed
   */
  public long stop() {
    container.getDockerClient().stopContainerCmd(container.getContainerId()).withTimeout(10).exec();
    return exitCode();
  }

  /** Kills it as a power failure does. */
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    awaitEnd(Duration.ofSeconds(10));
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit code
   */
  public long awaitEnd(Duration within) {
    Awaitility.await().atMost(within).until(() -> !runs());
    return exitCode();
  }

  /** Returns whether it runs. */
  public boolean runs() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  /** Returns what Docker thinks of its health: {@code starting}, {@code healthy} ... */
  public String health() {
    return Objects.requireNonNull(state().getHealth()).getStatus();
  }

  /** Returns all that it has printed so far. */
  public String log() {
    return container.getLogs();
  }

  /** Waits until it has printed this text at least so many times. */
  public void awaitText(String text, int times, Duration within) {
    try {
      Awaitility.await()
          .atMost(within)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> log().split(Pattern.quote(text), -1).length > times);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no '" + text + "' within " + within + "; it printed:\n" + log(), e);
    }
  }

  /**
   * Runs a shell command in it, as root unless it runs as somebody else, and returns its output.
   */
  public String shell(String command) throws IOException, InterruptedException {
    return container.execInContainer("sh", "-c", command).getStdout().strip();
  }

  @Override
  public void close() {
    container.stop();
  }

  private long exitCode() {
    return Optional.ofNullable(state().getExitCodeLong()).orElse(-1L);
  }

  private InspectContainerResponse.ContainerState state() {
    return container
        .getDockerClient()
        .inspectContainerCmd(container.getContainerId())
        .exec()
        .getState();
  }

  private static HostConfig hostConfig(@Nullable HostConfig config) {
    return Objects.requireNonNull(config);
  }

  private static final class Container extends GenericContainer<Container> {

    private final Map<String, Transferable> dataFiles = new HashMap<>();

    private Container(String image) {
      super(DockerImageName.parse(image));
      withNetworkMode("host");
      withCreateContainerCmdModifier(
          command -> {
            hostConfig(command.getHostConfig()).withReadonlyRootfs(true);
            // The image's own check, but without waiting a minute for the first.
            command.withHealthcheck(new HealthCheck().withInterval(1_000_000_000L));
          });
      // A test waits itself for what it wants to see.
      waitingFor(
          new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {}
          });
    }

    /**
     * Docker copies nothing to a file system that cannot be written, unless right into a volume.
     */
    @Override
    protected void containerIsCreated(String containerId) {
      if (!dataFiles.isEmpty()) {
        getDockerClient()
            .copyArchiveToContainerCmd(containerId)
            .withRemotePath("/data")
            .withTarInputStream(new ByteArrayInputStream(tar()))
            .exec();
      }
    }

    private byte[] tar() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
        dataFiles.forEach((name, file) -> file.transferTo(tar, name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
