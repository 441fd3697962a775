package io.github.phasebridge.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.google.inject.util.Providers;
import io.github.phasebridge.config.HomeAssistantConfig;
import io.github.phasebridge.config.MqttConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.mqtt.BrokerLink;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeBrokerLink;
import io.github.phasebridge.testing.FakeTime;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HomeAssistantModuleTest {

  @Test
  void everythingIsBoundFromWhatTheOtherModulesGive() {
    // The tool stage checks all bindings without making the singletons.
    Injector injector = Guice.createInjector(Stage.TOOL, new Others(), new HomeAssistantModule());

    assertThat(injector.getBinding(Announcer.class)).isNotNull();
    assertThat(injector.getBinding(AnnouncedDevices.class)).isNotNull();
  }

  private static final class Others extends AbstractModule {
    @Override
    protected void configure() {
      binder().requireExplicitBindings();
      FakeTime time = new FakeTime(Instant.EPOCH);
      bind(BrokerLink.class).toInstance(new FakeBrokerLink(time));
      bind(ScheduledExecutorService.class).toInstance(time);
      bind(RandomGenerator.class).toInstance(() -> 0);
      bind(DataDir.class).toProvider(Providers.of(null));
      bind(HomeAssistantConfig.class).toInstance(new HomeAssistantConfig(true, "ha", "ha/status"));
      bind(MqttConfig.class)
          .toInstance(
              new MqttConfig(
                  URI.create("mqtt://localhost"),
                  "",
                  new Secret(""),
                  "phasebridge",
                  MqttConfig.Protocol.V5,
                  "home",
                  true,
                  new MqttConfig.Tls(null, null, null)));
    }
  }
}
