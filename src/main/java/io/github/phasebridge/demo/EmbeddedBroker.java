package io.github.phasebridge.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.jspecify.annotations.Nullable;

/**
 * An MQTT 5 and 3.1.1 broker inside this process, for the demo and for tests on machines without a
 * broker. It listens on 127.0.0.1 only, lets everybody in unless it has a {@link BrokerGate}, keeps
 * everything in memory and writes no file. Its jars lie in {@code lib/demo}; where they are left
 * out, this class fails to load with a {@link NoClassDefFoundError}.
 *
 * <p>It falls short of MQTT in three ways (seen with Artemis 2.55): a subscription with {@code +}
 * or {@code #} gets live messages without the retain flag even with retain-as-published; one with
 * {@code +} misses the retained messages of topics that have a dot; DISCONNECT with reason 4 does
 * not publish the last will.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String ACCEPTOR = "mqtt";
  private static final byte[] LOCALHOST = {127, 0, 0, 1};
  private static final long MAX_BYTES_PER_ADDRESS = 4L << 20;

  private static final SimpleString NOWHERE = SimpleString.of("$sys.nowhere");

  private final ActiveMQServer server;
  private final int port;

  private EmbeddedBroker(ActiveMQServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker; when this returns it takes connections.
   *
   * @param port the TCP port, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static EmbeddedBroker start(int port) throws IOException {
    return start(port, null);
  }

  /** Starts a broker that lets in only whom the gate admits; null for everybody. */
  static EmbeddedBroker start(int port, @Nullable BrokerGate gate) throws IOException {
    ActiveMQServer server = null;
    try {
      claim(port);
      server =
          gate == null
              ? new ActiveMQServerImpl(configuration(port))
              : new ActiveMQServerImpl(guarded(configuration(port)), new BrokerGuard(gate));
      server.start();
      NettyAcceptor acceptor = (NettyAcceptor) server.getRemotingService().getAcceptor(ACCEPTOR);
      if (acceptor == null || !server.isActive() || acceptor.getActualPort() <= 0) {
        throw new IOException("it does not listen");
      }
      return new EmbeddedBroker(server, acceptor.getActualPort());
    } catch (Exception e) {
      if (server != null) {
        stop(server);
      }
      throw new IOException(
          "The embedded MQTT broker cannot start on 127.0.0.1:%d: %s. Choose another port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Returns where clients connect, such as {@code mqtt://127.0.0.1:41883}. */
  public URI url() {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  /** Returns the TCP port. */
  public int port() {
    return port;
  }

  /** Drops all clients and forgets everything. */
  @Override
  public void close() {
    stop(server);
  }

  private static Configuration configuration(int port) throws Exception {
    return new ConfigurationImpl()
        .setName("phasebridge")
        .setPersistenceEnabled(false)
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        // The default asks for a native library even where nothing is written.
        .setJournalType(JournalType.NIO)
        .setMaxDiskUsage(-1)
        .setCriticalAnalyzer(false)
        .setThreadPoolMaxSize(4)
        .setScheduledThreadPoolMaxSize(2)
        // The default policy pages to disk.
        .addAddressSetting(
            "#",
            new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setMaxSizeBytes(MAX_BYTES_PER_ADDRESS)
                // Nobody listens there: it keeps the broker from warning that both are missing.
                .setDeadLetterAddress(NOWHERE)
                .setExpiryAddress(NOWHERE))
        .addAcceptorConfiguration(
            ACCEPTOR,
            "tcp://127.0.0.1:"
                + port
                + "?protocols=MQTT;tcpNoDelay=true;useEpoll=false;useKQueue=false"
                + ";remotingThreads=2");
  }

  /** Every connection is looked at: what the broker remembers of a login has no client id. */
  private static Configuration guarded(Configuration open) {
    return open.setSecurityEnabled(true).setAuthenticationCacheSize(0).setAuthorizationCacheSize(0);
  }

  /** Fails on a taken port before the server does, which would log a stack trace. */
  private static void claim(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), port));
    }
  }

  private static void stop(ActiveMQServer server) {
    try {
      server.stop(true);
    } catch (Exception e) {
      throw new IllegalStateException("The embedded MQTT broker does not stop cleanly.", e);
    }
  }
}
