package io.github.phasebridge.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Breaks and mends the Home Assistant and the broker that the tests run against, through the script
 * {@code HA_LAB}. The script finds its instance by the ports of {@code HA_URL} and {@code MQTT_URL}
 * and by {@code HA_VERSION}, which it inherits.
 */
final class HaLab {

  private static final long TIMEOUT_S = 90;

  private final String script;

  HaLab(String script) {
    this.script = script;
  }

  /** Returns the lab of {@code HA_LAB}. */
  static HaLab fromEnvironment() {
    return new HaLab(System.getenv("HA_LAB"));
  }

  /** Kills HA as a power cut would, and starts it again; returns when it answers. */
  void restartHomeAssistant() {
    run("", "ha-kill");
    run("", "ha-start");
  }

  /** Kills the broker and starts one that knows nothing of what was retained. */
  void restartBrokerWithoutMemory() {
    run("", "broker-kill");
    run("", "broker-start");
  }

  /** Stops the broker and starts it again with what was retained, once it keeps its memory. */
  void restartBrokerWithMemory(Path memory) {
    run("", "broker-stop");
    run("persistence true\npersistence_location " + memory + "/\nuser root\n", "broker-start");
  }

  /** Starts Node-RED with these flows; returns its URL when it answers. */
  URI startNodeRed(Path flows) {
    run("", "nodered-up", flows.toString());
    return URI.create("http://127.0.0.1:" + nodeRedPort());
  }

  /** Stops Node-RED. */
  void stopNodeRed() {
    run("", "nodered-down");
  }

  /** Returns HA's folder of configuration files. */
  Path configuration() {
    try {
      Process process = builder("", "ha-config").redirectOutput(Redirect.PIPE).start();
      try (BufferedReader output = process.inputReader()) {
        return Path.of(output.readLine());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String mosquittoLines, String... command) {
    try {
      Process process = builder(mosquittoLines, command).start();
      if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            String.join(" ", command) + " took longer than " + TIMEOUT_S + " s");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed with " + process.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private ProcessBuilder builder(String mosquittoLines, String... command) {
    List<String> line = new ArrayList<>(List.of(script));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    builder.environment().put("HA_PORT", Integer.toString(port("HA_URL")));
    builder.environment().put("HA_LAB_MQTT_PORT", Integer.toString(port("MQTT_URL")));
    builder.environment().put("HA_LAB_NODERED_PORT", Integer.toString(nodeRedPort()));
    builder.environment().put("MOSQUITTO_EXTRA", mosquittoLines);
    return builder;
  }

  /** Two labs side by side need different ones. */
  private static int nodeRedPort() {
    return port("HA_URL") + 20_000;
  }

  private static int port(String variable) {
    return URI.create(System.getenv(variable)).getPort();
  }
}
