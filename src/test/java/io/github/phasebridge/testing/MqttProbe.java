package io.github.phasebridge.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks whether an MQTT broker answers. A TCP connection is not enough: Docker's proxy accepts
 * before the broker listens.
 */
final class MqttProbe {

  private static final int CONNACK = 0x20;

  private MqttProbe() {}

  /** Sends CONNECT; any CONNACK counts, also one that refuses us. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write(connect());
      return socket.getInputStream().read() == CONNACK;
    } catch (IOException e) {
      return false;
    }
  }

  /** CONNECT of MQTT 3.1.1 with a clean session and the client id "probe". */
  private static byte[] connect() {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.writeBytes(new byte[] {0x10, 17, 0, 4});
    packet.writeBytes("MQTT".getBytes(US_ASCII));
    packet.writeBytes(new byte[] {4, 2, 0, 10, 0, 5});
    packet.writeBytes("probe".getBytes(US_ASCII));
    return packet.toByteArray();
  }
}
