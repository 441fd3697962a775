package io.github.phasebridge.mqtt;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

/**
 * A server that answers each kind of MQTT packet with fixed bytes, for what real brokers say only
 * rarely. In an answer the two bytes of {@link #ID} stand for the packet's identifier.
 */
final class ScriptedBroker implements AutoCloseable {

  static final int CONNECT = 1;
  static final int PUBLISH = 3;
  static final int SUBSCRIBE = 8;

  /** Stands in an answer for the high byte and then the low byte of the packet's identifier. */
  static final int ID = -1;

  private final ServerSocket server;
  private final Map<Integer, int[]> answers;

  /**
   * Listens on a free port.
   *
   * @param answers by kind of packet; a kind that isn't named gets no answer
   */
  ScriptedBroker(Map<Integer, int[]> answers) {
    this.answers = answers;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI url(String scheme) {
    return URI.create(scheme + "://localhost:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int kind = in.readUnsignedByte() >> 4;
        byte[] body = in.readNBytes(length(in));
        answer(kind, body, socket.getOutputStream());
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int part = in.readUnsignedByte();
      length |= (part & 0x7f) << shift;
      if (part < 0x80) {
        break;
      }
    }
    return length;
  }

  private void answer(int kind, byte[] body, OutputStream out) throws IOException {
    int[] answer = answers.get(kind);
    if (answer == null) {
      return;
    }
    // The identifier of SUBSCRIBE is its first field.
    int next = 0;
    for (int part : answer) {
      out.write(part == ID ? body[next++] : part);
    }
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
