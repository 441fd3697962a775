package io.github.phasebridge.cli;

import io.github.phasebridge.mqtt.BrokerLink;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The link to the broker for as long as a command beside the bridge needs it. */
final class SideLink implements AutoCloseable {

  private static final long CONNECT_SECONDS = 15;
  private static final long WORK_SECONDS = 120;

  private final BrokerLink link;

  private SideLink(BrokerLink link) {
    this.link = link;
  }

  /**
   * Connects.
   *
   * @throws IOException with what is wrong, if that takes longer than 15 s
   */
  static SideLink connect(SideRun run) throws IOException, InterruptedException {
    return connect(run.get(BrokerLink.class));
  }

  /**
   * Connects this link, which ends with the result.
   *
   * @throws IOException with what is wrong, if that takes longer than 15 s
   */
  static SideLink connect(BrokerLink link) throws IOException, InterruptedException {
    CountDownLatch connected = new CountDownLatch(1);
    link.onConnected(_ -> connected.countDown());
    link.start();
    if (!connected.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
      String detail = link.state().detail();
      link.stop();
      throw new IOException(detail.isEmpty() ? "The broker does not answer" : detail);
    }
    return new SideLink(link);
  }

  /**
   * Waits for work to be done over the link.
   *
   * @throws IOException if it fails or takes longer than two minutes
   */
  static <T> T await(CompletionStage<T> work) throws IOException, InterruptedException {
    try {
      return work.toCompletableFuture().get(WORK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    } catch (TimeoutException _) {
      throw new IOException("The broker did not take everything within " + WORK_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    link.stop();
  }
}
