package io.github.phasebridge.web;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import io.github.phasebridge.bridge.Lifecycle;
import io.github.phasebridge.config.WebConfig;
import io.github.phasebridge.device.PostIntake;
import io.github.phasebridge.device.Telemetry;
import io.github.phasebridge.device.Watch;

/**
 * Binds the status page and the webhook, and adds them to the parts that stand before the device
 * sources if the configuration wants them. Wants the configuration, the clocks, the process's log
 * and redactor, and for the page the bridge's insight.
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
    if (config.enabled()) {
      bindPage(parts);
    }
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

  /** The page shows what others count and what is wrong with itself, so it binds both. */
  private void bindPage(Multibinder<Lifecycle.Part> parts) {
    bind(CountingTelemetry.class).in(Singleton.class);
    OptionalBinder.newOptionalBinder(binder(), Telemetry.class)
        .setBinding()
        .to(CountingTelemetry.class);
    bind(PageNotice.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), Watch.class).addBinding().to(PageNotice.class);
    bind(Privacy.class).in(Singleton.class);
    bind(DiagnosticsFile.class).in(Singleton.class);
    bind(PageServer.class).in(Singleton.class);
    Provider<PageServer> server = getProvider(PageServer.class);
    parts
        .addBinding()
        .toProvider(
            () ->
                new Lifecycle.Part(
                    "the status page", () -> server.get().start(), () -> server.get().stop()));
  }
}
