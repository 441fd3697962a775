package io.github.phasebridge.mqtt;

import io.github.phasebridge.config.MqttConfig.Protocol;
import io.github.phasebridge.log.Redactor;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A link in a process of its own: connects, says {@code connected}, and stops when its input ends.
 * It ends by itself only if the link leaves no thread behind.
 */
final class LinkProgram {

  private LinkProgram() {}

  public static void main(String[] args) throws IOException {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    BrokerLink link =
        new BrokerLinks(InstantSource.system(), scheduler, LinkTester.NO_SUPERVISOR, new Redactor())
            .bridge(LinkTester.config(URI.create(args[0]), Protocol.valueOf(args[1])));
    link.onConnected(first -> System.out.println("connected"));
    link.start();
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
    link.stop();
    scheduler.shutdown();
  }
}
