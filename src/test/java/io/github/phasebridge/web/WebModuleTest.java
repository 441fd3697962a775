package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.Lifecycle;
import io.github.phasebridge.config.ConfigModule;
import io.github.phasebridge.config.EffectiveConfiguration;
import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.device.Watch;
import io.github.phasebridge.log.RawMessages;
import io.github.phasebridge.log.RecentLog;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.FakeTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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

  @Test
  void thePageIsAPartThatListensWhileItRuns() throws Exception {
    Injector injector = injector(Map.of("WEB_PORT", "0"), new FakeInsight(SampleOverview.usual()));
    Lifecycle lifecycle = new Lifecycle(List.copyOf(parts(injector)));

    lifecycle.start();
    int port = injector.getInstance(PageServer.class).port();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.isConnected()).isTrue();
    } finally {
      lifecycle.stop();
    }
  }

  @Test
  void withoutItsPortThePageStopsNobody() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Injector injector =
          injector(
              Map.of("WEB_PORT", Integer.toString(taken.getLocalPort())),
              new FakeInsight(SampleOverview.usual()));
      Lifecycle lifecycle = new Lifecycle(List.copyOf(parts(injector)));

      lifecycle.start();
      lifecycle.stop();

      assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<Watch>>() {})))
          .flatMap(Watch::notices)
          .extracting(Notice::title)
          .containsExactly("No status page");
    }
  }

  @Test
  void thePageShowsWhatOthersCount() {
    Injector injector = injector(Map.of("WEB_PORT", "0"), new FakeInsight(SampleOverview.usual()));

    assertThat(injector.getInstance(Telemetry.class))
        .isSameAs(injector.getInstance(CountingTelemetry.class));
  }

  private static Set<Lifecycle.Part> parts(Injector injector) {
    return injector.getInstance(Key.get(new TypeLiteral<Set<Lifecycle.Part>>() {}));
  }

  /** Returns the injector of a webhook without a page, which therefore needs no bridge. */
  private Injector injector(int webhookPort) {
    Map<String, String> settings =
        Map.of(
            "WEB_ENABLED", "false",
            "WEB_WEBHOOK_HOST", "127.0.0.1",
            "WEB_WEBHOOK_PORT", Integer.toString(webhookPort),
            "WEB_WEBHOOK_TOKEN", "0123456789abcdef");
    return injector(settings, null);
  }

  private Injector injector(Map<String, String> settings, @Nullable Insight insight) {
    Loaded loaded = Pages.config(settings);
    Redactor redactor = new Redactor();
    return Guice.createInjector(
        Stage.PRODUCTION,
        new ConfigModule(loaded.config()),
        new WebModule(loaded.config().web()),
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().disableCircularProxies();
            bind(InstantSource.class).toInstance(time);
            bind(LongSupplier.class).toInstance(time::nanoTime);
            bind(ScheduledExecutorService.class).toInstance(time);
            bind(Redactor.class).toInstance(redactor);
            bind(RecentLog.class).toInstance(new RecentLog());
            bind(RawMessages.class).toInstance(new RawMessages(redactor, time, false));
            bind(EffectiveConfiguration.class).toInstance(loaded.effective());
            if (insight != null) {
              bind(Insight.class).toInstance(insight);
            }
          }
        });
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
