package io.github.phasebridge.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.phasebridge.testing.TestCertificates.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/**
 * A real broker for integration tests: Mosquitto in Docker where an engine answers, else the {@code
 * mosquitto} of this machine, else an embedded broker. {@code PHASEBRIDGE_TEST_BROKER} = {@code
 * docker}, {@code local} or {@code embedded} picks one by hand. A run prints once which it uses,
 * and a test that asks for more than that kind can do is skipped with a line that says so.
 *
 * <p>Set it up, then start it; what is set up later counts from the next start.
 */
public final class TestBroker implements AutoCloseable {

  /** What not every kind of broker can do in a test. */
  public enum Feature {
    /** To end at once, without a word to its clients. */
    KILL,
    /** To know retained messages after a restart. */
    MEMORY,
    /** User names, passwords and access lists. */
    USERS,
    /** To drop the last will of a client that says goodbye. */
    WILL_DROPPED_AT_DISCONNECT,
    /** Listeners with TLS, and plain ones that hang up on TLS. */
    TLS,
    /** Listeners for WebSockets. */
    WEBSOCKETS,
    /** Lines of mosquitto.conf. */
    CONFIGURATION
  }

  private static final Supplier<BrokerRunner> KIND = choose();

  private final BrokerRunner runner = KIND.get();
  private final Map<String, String> users = new TreeMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> globalLines = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();

  /** Makes a broker with one plain listener on a free port; it isn't started. */
  public TestBroker() {
    listeners.add(new Listener("mqtt", freePort(), List.of()));
  }

  /** Makes and starts a broker that lets everybody in. */
  public static TestBroker started() {
    TestBroker broker = new TestBroker();
    broker.start();
    return broker;
  }

  /**
   * Lets this user in, and nobody without a password any more; a known user gets a new password.
   */
  public TestBroker user(String name, String password) {
    require(Feature.USERS);
    users.put(name, password);
    return this;
  }

  /** Sets the access list: lines of Mosquitto's acl_file. */
  public TestBroker accessList(String... lines) {
    require(Feature.USERS);
    files.put("acl", String.join("\n", lines) + "\n");
    return this;
  }

  /** Adds a line to mosquitto.conf, before the listeners. */
  public TestBroker configure(String line) {
    require(Feature.CONFIGURATION);
    globalLines.add(line);
    return this;
  }

  /** Adds a TLS listener. */
  public TestBroker tls(Identity server) {
    return tlsListener("mqtts", server);
  }

  /**
   * Adds a TLS listener that only lets clients in whose certificate this authority signed.
   *
   * @param ca a PEM file
   */
  public TestBroker tlsWithClientCertificates(Identity server, Path ca) {
    files.put("client-ca.pem", read(ca));
    return tlsListener(
        "mqtts", server, "cafile " + inDirectory("client-ca.pem"), "require_certificate true");
  }

  /** Adds a listener for WebSockets. */
  public TestBroker webSockets() {
    require(Feature.WEBSOCKETS);
    listeners.add(new Listener("ws", freePort(), List.of("protocol websockets")));
    return this;
  }

  /** Adds a listener for WebSockets over TLS. */
  public TestBroker webSockets(Identity server) {
    require(Feature.WEBSOCKETS);
    return tlsListener("wss", server, "protocol websockets");
  }

  private TestBroker tlsListener(String scheme, Identity server, String... more) {
    require(Feature.TLS);
    files.put(scheme + "-cert.pem", read(server.certificate()));
    files.put(scheme + "-key.pem", read(server.key()));
    List<String> lines = new ArrayList<>(List.of(more));
    lines.add("certfile " + inDirectory(scheme + "-cert.pem"));
    lines.add("keyfile " + inDirectory(scheme + "-key.pem"));
    listeners.add(new Listener(scheme, freePort(), lines));
    return this;
  }

  /** Returns the address of the plain listener. */
  public URI url() {
    return url("mqtt");
  }

  /**
   * Returns the address of the listener for {@code mqtt}, {@code mqtts}, {@code ws} or {@code wss}.
   */
  public URI url(String scheme) {
    return URI.create(scheme + "://localhost:" + listener(scheme).port());
  }

  /**
   * Starts it, or starts it again on the same ports without its memory; returns when it answers.
   */
  public void start() {
    start(false);
  }

  /**
   * Starts it again on the same ports with what it knew when it was stopped; returns when it
   * answers. What it learned before a {@link #kill} may be lost.
   */
  public void startWithMemory() {
    require(Feature.MEMORY);
    start(true);
  }

  private void start(boolean keepMemory) {
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put("mosquitto.conf", configuration());
    if (!users.isEmpty()) {
      all.put("passwords", passwords());
    }
    runner.start(all, listeners.stream().map(Listener::port).toList(), keepMemory);
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> MqttProbe.answers(listeners.getFirst().port()));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "The broker (" + runner.description() + ") does not answer. Its log:\n" + runner.log(),
          e);
    }
  }

  /** Ends it as an administrator would: what it knows is kept for {@link #startWithMemory}. */
  public void stop() {
    runner.stop();
  }

  /** Ends it as a power failure would. */
  public void kill() {
    require(Feature.KILL);
    runner.kill();
  }

  /** Returns what it logged, empty if it does not tell. */
  public String log() {
    return runner.log();
  }

  /** Ends it and removes all traces. */
  @Override
  public void close() {
    runner.remove();
  }

  /** Skips the test, and says so, if this kind of broker cannot do it. */
  public void require(Feature feature) {
    if (!runner.features().contains(feature)) {
      String text = "SKIPPED: " + feature + " is not possible with " + runner.description();
      System.out.println(text);
      Assumptions.abort(text);
    }
  }

  private String configuration() {
    List<String> lines = new ArrayList<>();
    // As root Mosquitto would become a user that cannot read our files.
    lines.add("user root");
    lines.add("log_dest stderr");
    lines.add("log_type all");
    lines.add("allow_anonymous " + users.isEmpty());
    if (!users.isEmpty()) {
      lines.add("password_file " + inDirectory("passwords"));
    }
    if (files.containsKey("acl")) {
      lines.add("acl_file " + inDirectory("acl"));
    }
    // Nagle would hold back every second small packet for some 20 ms.
    lines.add("set_tcp_nodelay true");
    lines.add("persistence true");
    lines.add("persistence_location " + runner.directory() + "/");
    lines.addAll(globalLines);
    for (Listener listener : listeners) {
      lines.add("listener " + listener.port() + " " + runner.bindAddress());
      lines.addAll(listener.lines());
    }
    return String.join("\n", lines) + "\n";
  }

  private String passwords() {
    StringBuilder lines = new StringBuilder();
    users.forEach(
        (name, password) -> lines.append(name).append(':').append(hash(password)).append('\n'));
    return lines.toString();
  }

  /** Mosquitto's own form: {@code $7$iterations$salt$PBKDF2 with SHA-512}. */
  private static String hash(String password) {
    byte[] salt = new byte[12];
    new SecureRandom().nextBytes(salt);
    int iterations = 101;
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 512))
              .getEncoded();
      Base64.Encoder base64 = Base64.getEncoder();
      return "$7$"
          + iterations
          + "$"
          + base64.encodeToString(salt)
          + "$"
          + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Listener listener(String scheme) {
    return listeners.stream()
        .filter(listener -> listener.scheme().equals(scheme))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("This broker has no listener for " + scheme));
  }

  private String inDirectory(String name) {
    return runner.directory() + "/" + name;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Supplier<BrokerRunner> choose() {
    String wanted = System.getenv().getOrDefault("PHASEBRIDGE_TEST_BROKER", "");
    Supplier<BrokerRunner> kind =
        switch (wanted) {
          case "docker" -> DockerMosquitto::new;
          case "local" -> local();
          case "embedded" -> EmbeddedArtemis::new;
          case "" -> DockerMosquitto.available() ? DockerMosquitto::new : local();
          default ->
              throw new IllegalArgumentException(
                  "PHASEBRIDGE_TEST_BROKER is "
                      + wanted
                      + "; allowed are docker, local and embedded");
        };
    BrokerRunner sample = kind.get();
    System.out.println("Broker of the integration tests: " + sample.description());
    sample.remove();
    return kind;
  }

  private static Supplier<BrokerRunner> local() {
    return LocalMosquitto.find()
        .<Supplier<BrokerRunner>>map(program -> () -> new LocalMosquitto(program))
        .orElse(EmbeddedArtemis::new);
  }

  private record Listener(String scheme, int port, List<String> lines) {}
}
