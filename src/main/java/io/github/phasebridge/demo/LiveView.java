package io.github.phasebridge.demo;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shows what the bridge publishes: it subscribes like any user of the broker and prints a table
 * that updates in place on a terminal, or else one line per changed value. It draws on a thread of
 * its own, so that a terminal that stands still holds up nothing but itself.
 */
public final class LiveView implements AutoCloseable {

  private static final long REFRESH_MS = 250;
  private static final long MEASURE_MS = 2000;
  private static final long TIMEOUT_S = 10;
  private static final long DISCONNECT_S = 2;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Mqtt5AsyncClient client;
  private final Source source;
  private final PrintStream out;
  private final InstantSource clock;
  private final LiveValues values;
  private final boolean inPlace;
  private volatile TerminalSize size;
  private final LiveScreen screen;
  private final ScheduledExecutorService drawing;
  private final Thread restoreCursor;

  /**
   * What to show.
   *
   * @param host the broker's host
   * @param port the broker's port
   * @param baseTopic the bridge's base topic
   * @param discoveryPrefix where names and units are announced
   * @param header lines to show above
   */
  public record Source(
      String host, int port, String baseTopic, String discoveryPrefix, List<String> header) {

    /** Copies the header. */
    public Source {
      header = List.copyOf(header);
    }
  }

  private LiveView(Source source, PrintStream out, InstantSource clock, boolean inPlace) {
    this.source = source;
    this.out = out;
    this.clock = clock;
    this.inPlace = inPlace;
    size = inPlace ? TerminalSize.measure() : new TerminalSize(0, 0);
    screen = new LiveScreen(out);
    values = new LiveValues(source.baseTopic, source.discoveryPrefix);
    drawing =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-view").factory());
    restoreCursor = Thread.ofPlatform().name("restore-cursor").unstarted(screen::close);
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .identifier("phasebridge-view-" + UUID.randomUUID())
            .serverHost(source.host)
            .serverPort(source.port)
            .buildAsync();
  }

  /**
   * Subscribes and starts to print.
   *
   * @param out where to print; a table in place if this process runs on a terminal
   * @throws IOException if the broker does not let us in
   */
  public static LiveView start(Source source, PrintStream out, InstantSource clock)
      throws IOException, InterruptedException {
    return start(source, out, clock, TerminalSize.isTerminal());
  }

  static LiveView start(Source source, PrintStream out, InstantSource clock, boolean inPlace)
      throws IOException, InterruptedException {
    LiveView view = new LiveView(source, out, clock, inPlace);
    try {
      view.connect();
    } catch (IOException | InterruptedException e) {
      view.drawing.shutdownNow();
      throw e;
    }
    view.show();
    return view;
  }

  /** Prints what is left, gives the cursor back and disconnects. */
  @Override
  public void close() {
    drawing.shutdown();
    refresh();
    screen.close();
    if (inPlace) {
      try {
        Runtime.getRuntime().removeShutdownHook(restoreCursor);
      } catch (IllegalStateException e) {
        // The process is ending already: the hook runs or has run.
      }
    }
    disconnect();
  }

  /** Waits, so that a broker that stops next does not cut the connection. */
  private void disconnect() {
    try {
      client.disconnect().get(DISCONNECT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // The connection is gone already, which is what was wanted.
    }
  }

  private void connect() throws IOException, InterruptedException {
    try {
      client.connect().get(TIMEOUT_S, TimeUnit.SECONDS);
      for (String filter :
          List.of(source.discoveryPrefix + "/device/+/config", source.baseTopic + "/#")) {
        client
            .subscribeWith()
            .topicFilter(filter)
            .qos(MqttQos.AT_LEAST_ONCE)
            .callback(this::take)
            .send()
            .get(TIMEOUT_S, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException | CompletionException e) {
      throw new IOException(
          "The live view cannot subscribe at mqtt://%s:%d: %s"
              .formatted(source.host, source.port, e.getMessage()),
          e);
    }
  }

  private void show() {
    if (inPlace) {
      Runtime.getRuntime().addShutdownHook(restoreCursor);
    } else {
      source.header.forEach(out::println);
    }
    var _ =
        drawing.scheduleWithFixedDelay(
            this::refresh, REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    if (inPlace) {
      var _ =
          drawing.scheduleWithFixedDelay(
              this::measure, MEASURE_MS, MEASURE_MS, TimeUnit.MILLISECONDS);
    }
  }

  /** The terminal may be a window whose size a user changes. */
  private void measure() {
    TerminalSize now = TerminalSize.measure();
    if (!now.equals(size)) {
      size = now;
      screen.startAnew();
      refresh();
    }
  }

  private void take(Mqtt5Publish message) {
    String payload = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    synchronized (values) {
      values.take(message.getTopic().toString(), payload, clock.instant());
    }
  }

  private void refresh() {
    Instant now = clock.instant();
    List<LiveValue> shown;
    synchronized (values) {
      shown = inPlace ? values.all() : values.takeChanged();
    }
    if (inPlace) {
      LiveTable table = new LiveTable(size.columns(), size.rows());
      screen.draw(table.lines(source.header, shown, now));
    } else {
      String time = CLOCK.format(now.atZone(ZoneId.systemDefault()));
      shown.forEach(value -> out.println(time + "  " + LiveTable.line(value)));
      out.flush();
    }
  }
}
