package io.github.phasebridge.testing;

import com.github.dockerjava.api.exception.NotModifiedException;
import io.github.phasebridge.testing.TestBroker.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Mosquitto in a container. Its ports are the same inside and outside, so that it comes back on the
 * same port after a restart; the container itself is its memory.
 */
final class DockerMosquitto implements BrokerRunner {

  private static final String IMAGE = "eclipse-mosquitto:2";

  private @Nullable Container container;

  /** Returns whether a Docker engine answers. */
  static boolean available() {
    return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
        && DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  public String description() {
    return "the image " + IMAGE + " in Docker";
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public String directory() {
    return "/mosquitto/config";
  }

  @Override
  public String bindAddress() {
    return "0.0.0.0";
  }

  @Override
  public void start(Map<String, String> files, List<Integer> ports, boolean keepMemory) {
    Container ended = container;
    if (ended != null && keepMemory) {
      files.forEach((name, text) -> ended.copyFileToContainer(transferable(text), path(name)));
      ended.getDockerClient().startContainerCmd(ended.getContainerId()).exec();
      return;
    }
    remove();
    Container fresh = new Container(ports);
    files.forEach((name, text) -> fresh.withCopyToContainer(transferable(text), path(name)));
    fresh.start();
    container = fresh;
  }

  @Override
  public void stop() {
    if (container != null) {
      try {
        container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
      } catch (NotModifiedException e) {
        // It had ended already.
      }
    }
  }

  @Override
  public void kill() {
    if (container != null) {
      container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public String log() {
    return container == null ? "" : container.getLogs();
  }

  @Override
  public void remove() {
    if (container != null) {
      container.stop();
      container = null;
    }
  }

  private static Transferable transferable(String text) {
    return Transferable.of(text);
  }

  private String path(String name) {
    return directory() + "/" + name;
  }

  private static final class Container extends GenericContainer<Container> {
    private Container(List<Integer> ports) {
      super(DockerImageName.parse(IMAGE));
      ports.forEach(port -> addFixedExposedPort(port, port));
      // TestBroker waits itself, after every start.
      waitingFor(
          new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {}
          });
    }
  }
}
