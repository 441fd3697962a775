package io.github.phasebridge.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfigBuilder;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import io.github.phasebridge.config.MqttConfig;
import io.reactivex.Scheduler;
import io.reactivex.schedulers.Schedulers;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections with the HiveMQ client. Each one is a client of its own, so that the library
 * has nothing to carry over from one connection to the next. Its threads are daemons and end with
 * the connection; Netty switches TCP_NODELAY on by itself.
 */
final class HiveMqConnections implements Connection.Factory {

  /** In seconds. Half a minute after a silent end the last will tells everybody. */
  static final int KEEP_ALIVE = 30;

  private static final int TIMEOUT_SECONDS = 10;
  private static final Executor NETWORK =
      task -> Thread.ofPlatform().daemon().name("mqtt-network").start(task);

  /** Results stay on the network's thread; the link moves them to its own. */
  private static final Scheduler DIRECT = Schedulers.from(Runnable::run);

  private final @Nullable String statusTopic;

  /**
   * Makes connections with or without a last will.
   *
   * @param statusTopic where the last will goes; null for no last will
   */
  HiveMqConnections(@Nullable String statusTopic) {
    this.statusTopic = statusTopic;
  }

  @Override
  public Connection create(MqttConfig config, Connection.Listener listener) {
    MqttClientBuilder client =
        MqttClient.builder()
            .identifier(config.clientId())
            .executorConfig()
            .nettyExecutor(NETWORK)
            .nettyThreads(1)
            .applicationScheduler(DIRECT)
            .applyExecutorConfig()
            .transportConfig(transport(config))
            .addDisconnectedListener(
                end -> {
                  if (end.getSource() != MqttDisconnectSource.USER) {
                    listener.ended(end.getCause());
                  }
                });
    return switch (config.protocol()) {
      case V5 ->
          new Mqtt5Connection(
              client.useMqttVersion5().buildAsync(), config, statusTopic, listener::opened);
      case V3_1_1 ->
          new Mqtt3Connection(
              client.useMqttVersion3().buildAsync(), config, statusTopic, listener::opened);
    };
  }

  /**
   * All of the transport in one piece: HiveMQ 1.4.1 silently ignores {@code sslConfig} on the
   * client's own builder once that has a transport, and would speak in plain text.
   */
  private static MqttClientTransportConfig transport(MqttConfig config) {
    BrokerAddress address = BrokerAddress.of(config.url());
    MqttClientTransportConfigBuilder transport =
        MqttClientTransportConfig.builder()
            .serverHost(address.host())
            .serverPort(address.port())
            .socketConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .mqttConnectTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (address.tls()) {
      transport = transport.sslConfig(tls(config.tls()));
    }
    if (address.webSocket()) {
      transport =
          transport
              .webSocketConfig()
              .serverPath(address.path())
              .queryString(address.query())
              .handshakeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .applyWebSocketConfig();
    }
    return transport.build();
  }

  /** The JDK's trust store unless an authority is given; host names are verified in any case. */
  private static MqttClientSslConfig tls(MqttConfig.Tls files) {
    MqttClientSslConfigBuilder tls =
        MqttClientSslConfig.builder().handshakeTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    Path caFile = files.caFile();
    if (caFile != null) {
      tls = tls.trustManagerFactory(TlsFiles.authorities(caFile));
    }
    Path certificateFile = files.certificateFile();
    Path keyFile = files.keyFile();
    if (certificateFile != null && keyFile != null) {
      tls = tls.keyManagerFactory(TlsFiles.identity(certificateFile, keyFile));
    }
    return tls.build();
  }
}
