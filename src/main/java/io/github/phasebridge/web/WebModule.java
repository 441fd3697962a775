package io.github.phasebridge.web;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.github.phasebridge.bridge.Lifecycle;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.PostIntake;

/**
 * Binds the webhook, and adds it to the parts that stand before the device sources if the
 * configuration wants it. Wants the configuration and the clocks.
 */
public final class WebModule extends AbstractModule {

  private final WebConfig config;

  /** Makes the module for a configuration. */
  public WebModule(WebConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    Multibinder<Lifecycle.Part> parts = Multibinder.newSetBinder(binder(), Lifecycle.Part.class);
    if (config.webhookPort() == 0) {
      bind(PostIntake.class).toInstance(new NoWebhook());
      return;
    }
    bind(WebhookServer.class).in(Singleton.class);
    bind(PostIntake.class).to(WebhookServer.class);
    Provider<WebhookServer> server = getProvider(WebhookServer.class);
    parts
        .addBinding()
        .toProvider(
            () ->
                new Lifecycle.Part(
                    "the webhook", () -> server.get().start(), () -> server.get().stop()));
  }
}
