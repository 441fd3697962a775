package io.github.phasebridge.mqtt;

import static io.github.phasebridge.mqtt.LinkTester.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.testing.TestBroker;
import io.github.phasebridge.testing.TestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a whole process with a link ends. */
class LinkProcessIT {

  private final TestBroker broker = TestBroker.started();
  private final TestClient client = TestClient.connect(broker.url()).subscribe("base/status");

  @AfterEach
  void close() {
    client.close();
    broker.close();
  }

  @ParameterizedTest
  @EnumSource
  void aKilledProcessIsOfflineByTheLastWill(Protocol protocol) throws Exception {
    Process process = start(protocol);
    await().until(() -> client.payloads("base/status").contains("online"));

    process.destroyForcibly();

    await().until(() -> client.payloads("base/status").contains("offline"));
  }

  @Test
  void aStoppedLinkLetsItsProcessEnd() throws Exception {
    Process process = start(Protocol.V5);
    await().until(() -> client.payloads("base/status").contains("online"));

    process.getOutputStream().close();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    await().until(() -> client.payloads("base/status").contains("offline"));
  }

  @Test
  void aLinkThatNeverConnectedLetsItsProcessEnd() throws Exception {
    broker.stop();
    Process process = start(Protocol.V5);

    process.getOutputStream().close();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private Process start(Protocol protocol) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dio.netty.noUnsafe=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LinkProgram.class.getName(),
            broker.url().toString(),
            protocol.name())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
