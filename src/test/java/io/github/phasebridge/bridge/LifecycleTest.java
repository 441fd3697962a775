package io.github.phasebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.bridge.Lifecycle.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void partsStopInReverseOrder() {
    Lifecycle lifecycle = new Lifecycle(List.of(part("link"), part("bridge"), part("sources")));
    lifecycle.start();
    lifecycle.stop();
    lifecycle.stop();
    assertThat(log).containsExactly("+link", "+bridge", "+sources", "-sources", "-bridge", "-link");
  }

  @Test
  void aPartThatDoesNotStartIsNamedAndThoseBeforeItStop() {
    Part broken = new Part("bridge", () -> fail("no room"), () -> log.add("-bridge"));
    Lifecycle lifecycle = new Lifecycle(List.of(part("link"), broken, part("sources")));
    assertThatThrownBy(lifecycle::start).hasMessage("bridge did not start: no room");
    assertThat(log).containsExactly("+link", "-link");
  }

  @Test
  void whatTheUserCanMendIsTold() {
    Part taken =
        new Part(
            "the webhook",
            () -> {
              throw new StartException("port 80 is taken", null);
            },
            () -> {});
    Lifecycle lifecycle = new Lifecycle(List.of(part("link"), taken));
    assertThatThrownBy(lifecycle::start)
        .isInstanceOf(StartException.class)
        .hasMessage("the webhook did not start: port 80 is taken");
    assertThat(log).containsExactly("+link", "-link");
  }

  @Test
  void aPartThatDoesNotStopDoesNotKeepTheOthersFromStopping() {
    Part broken = new Part("bridge", () -> log.add("+bridge"), () -> fail("stuck"));
    Lifecycle lifecycle = new Lifecycle(List.of(part("link"), broken));
    lifecycle.start();
    lifecycle.stop();
    assertThat(log).containsExactly("+link", "+bridge", "-link");
  }

  private Part part(String name) {
    return new Part(name, () -> log.add("+" + name), () -> log.add("-" + name));
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }
}
