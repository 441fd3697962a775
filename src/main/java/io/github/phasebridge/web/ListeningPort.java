package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpServer;
import io.github.phasebridge.bridge.StartException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Where a server is to listen.
 *
 * @param host an address of this computer, or a name of one
 * @param port the port, 0 for any free one
 * @param hostSetting the setting that gave the host, for errors
 * @param portSetting the setting that gave the port, for errors
 */
record ListeningPort(String host, int port, String hostSetting, String portSetting) {

  /** Connections that the system accepts before we do. */
  private static final int BACKLOG = 50;

  /**
   * Binds a server to it that is not started yet.
   *
   * @throws StartException if it cannot listen there
   */
  HttpServer bind() {
    InetSocketAddress place = new InetSocketAddress(host, port);
    if (place.isUnresolved()) {
      throw new StartException(
          hostSetting
              + " "
              + host
              + " is not known; use an address of this computer, or 0.0.0.0 for all of them",
          null);
    }
    try {
      return HttpServer.create(place, BACKLOG);
    } catch (BindException e) {
      String reason = String.valueOf(e.getMessage());
      throw new StartException(
          reason.toLowerCase(Locale.ROOT).contains("in use")
              ? "port "
                  + port
                  + " is taken by another program; stop that one, or choose another "
                  + portSetting
              : cannotListen(reason),
          e);
    } catch (IOException e) {
      throw new StartException(cannotListen(String.valueOf(e.getMessage())), e);
    }
  }

  private String cannotListen(String reason) {
    return "it cannot listen at "
        + host
        + " port "
        + port
        + " ("
        + reason
        + "); check "
        + hostSetting
        + " and "
        + portSetting;
  }
}
