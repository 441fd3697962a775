package io.github.phasebridge.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
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
    run("ha-kill", "");
    run("ha-start", "");
  }

  /** Kills the broker and starts one that knows nothing of what was retained. */
  void restartBrokerWithoutMemory() {
    run("broker-kill", "");
    run("broker-start", "");
  }

  /** Stops the broker and starts it again with what was retained, once it keeps its memory. */
  void restartBrokerWithMemory(Path memory) {
    run("broker-stop", "");
    run("broker-start", "persistence true\npersistence_location " + memory + "/\nuser root\n");
  }

  private void run(String command, String mosquittoLines) {
    ProcessBuilder builder = new ProcessBuilder(script, command).inheritIO();
    builder.environment().put("HA_PORT", port("HA_URL"));
    builder.environment().put("HA_LAB_MQTT_PORT", port("MQTT_URL"));
    builder.environment().put("MOSQUITTO_EXTRA", mosquittoLines);
    try {
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " took longer than " + TIMEOUT_S + " s");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " failed with " + process.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String port(String variable) {
    return Integer.toString(URI.create(System.getenv(variable)).getPort());
  }
}
