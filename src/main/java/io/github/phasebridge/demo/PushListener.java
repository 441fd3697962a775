package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's broker as far as it is documented: it lets in who has the AppID as user and the
 * AppSecret as password, and gives him the messages of his own account. A client id that ends in
 * "test" is let in nowhere, since it would get nothing.
 */
final class PushListener implements AutoCloseable {

  private final EmbeddedBroker broker;
  private final MqttOutlet outlet;

  private PushListener(EmbeddedBroker broker, MqttOutlet outlet) {
    this.broker = broker;
    this.outlet = outlet;
  }

  /**
   * Starts it.
   *
   * @param violations takes broken rules: where, and what
   * @throws IOException if the port is taken
   */
  static PushListener start(ThingbootOptions options, BiConsumer<String, String> violations)
      throws IOException {
    Gate gate = new Gate(options, UUID.randomUUID().toString(), violations);
    EmbeddedBroker broker = EmbeddedBroker.start(options.pushPort(), gate);
    try {
      return new PushListener(
          broker,
          MqttOutlet.connect(broker.url(), options.appId(), Gate.INSIDER, gate.insiderPassword));
    } catch (IOException e) {
      broker.close();
      throw e;
    } catch (InterruptedException e) {
      broker.close();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while the simulated ThingBoot cloud started", e);
    }
  }

  URI url() {
    return broker.url();
  }

  PushOutlet outlet() {
    return outlet;
  }

  @Override
  public void close() {
    outlet.close();
    broker.close();
  }

  /**
   * Who may do what.
   *
   * @param insiderPassword lets the cloud itself in
   */
  private record Gate(
      ThingbootOptions options, String insiderPassword, BiConsumer<String, String> violations)
      implements BrokerGate {

    private static final String INSIDER = "cloud";

    @Override
    public boolean admits(String clientId, @Nullable String user, @Nullable String password) {
      if (INSIDER.equals(user)) {
        return insiderPassword.equals(password);
      }
      if (clientId.toLowerCase(Locale.ROOT).endsWith("test")) {
        violations.accept("mqtt", "the client id " + clientId + " ends in test");
        return false;
      }
      return options.appId().equals(user) && options.appSecret().equals(password);
    }

    @Override
    public boolean allows(String user, boolean publishes, String topic) {
      boolean allowed =
          user.equals(INSIDER) || (!publishes && topic.startsWith("api/" + options.appId() + "/"));
      if (!allowed) {
        violations.accept(
            topic, publishes ? "nobody but the cloud publishes here" : "not the caller's account");
      }
      return allowed;
    }
  }
}
