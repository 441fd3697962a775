package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.github.phasebridge.bridge.Lifecycle;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.testing.FakeTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class WebModuleTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));

  @Test
  void withoutAPortThereIsNoWebhook() {
    Injector injector = injector(0);

    assertThat(parts(injector)).isEmpty();
    PostIntake intake = injector.getInstance(PostIntake.class);
    assertThat(intake.open()).isFalse();
    assertThat(intake.address("820720"))
        .isEqualTo("http://<this computer>:<web.webhook-port>/webhook/<web.webhook-token>/820720");
  }

  @Test
  void withAPortItIsAPartThatListensWhileItRuns() throws Exception {
    int port = freePort();
    Injector injector = injector(port);
    assertThat(injector.getInstance(PostIntake.class).open()).isTrue();
    assertThat(parts(injector)).hasSize(1);
    Lifecycle lifecycle = new Lifecycle(List.copyOf(parts(injector)));

    lifecycle.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.isConnected()).isTrue();
    } finally {
      lifecycle.stop();
    }
  }

  private static Set<Lifecycle.Part> parts(Injector injector) {
    return injector.getInstance(Key.get(new TypeLiteral<Set<Lifecycle.Part>>() {}));
  }

  private Injector injector(int port) {
    WebConfig config =
        new WebConfig(
            true,
            "127.0.0.1",
            8099,
            Secret.NONE,
            List.of(),
            "",
            "127.0.0.1",
            port,
            new Secret("0123456789abcdef"));
    return Guice.createInjector(
        Stage.PRODUCTION,
        new WebModule(config),
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().disableCircularProxies();
            bind(WebConfig.class).toInstance(config);
            bind(InstantSource.class).toInstance(time);
            bind(LongSupplier.class).toInstance(time::nanoTime);
          }
        });
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
