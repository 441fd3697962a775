package io.github.phasebridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.config.SupervisorConfig;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.FakeTime;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class MqttModuleTest {

  @Test
  void oneLinkIsSharedAndNotStarted() {
    FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            new MqttModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                binder().disableCircularProxies();
                bind(MqttConfig.class)
                    .toInstance(LinkTester.config(URI.create("mqtt://localhost"), Protocol.V5));
                bind(SupervisorConfig.class).toInstance(LinkTester.NO_SUPERVISOR);
                bind(Redactor.class).toInstance(new Redactor());
                bind(InstantSource.class).toInstance(time);
                bind(ScheduledExecutorService.class).toInstance(time);
              }
            });

    BrokerLink link = injector.getInstance(BrokerLink.class);

    assertThat(injector.getInstance(BrokerLink.class)).isSameAs(link);
    assertThat(link.connected()).isFalse();
    assertThat(time.waiting()).isZero();
  }
}
