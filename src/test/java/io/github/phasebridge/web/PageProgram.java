package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.config.ConfigException;
import io.github.phasebridge.config.ConfigLoader;
import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.device.DeviceDescription;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.log.LogSetup;
import io.github.phasebridge.log.Redactor;
import io.github.phasebridge.testing.SampleDevices;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status page of a house that does not exist, in a process of its own, to look at and to test
 * in a browser: meters, one of them offline, relays that can be switched, values that change every
 * second, a day of power. Prints its port and ends with its standard input.
 *
 * <p>Arguments: the port, 0 for any; then, if wanted, the password of the page, or {@code
 * readonly}, or settings such as {@code WEB_INGRESS_PROXY=127.0.0.3}. Without them it behaves as
 * through Home Assistant's ingress.
 */
final class PageProgram {

  private static final Logger log = LoggerFactory.getLogger(PageProgram.class);

  private static final List<String> RELAYS = List.of("Boiler", "Garage", "Pool pump");

  private final FakeInsight insight;
  private int second;

  private PageProgram(FakeInsight insight) {
    this.insight = insight;
  }

  public static void main(String[] args) throws IOException, ConfigException {
    ServerLimits.set();
    Loaded loaded = new ConfigLoader(settings(args)).load(null, null);
    Redactor redactor = new Redactor();
    loaded.effective().secrets().forEach(redactor::register);
    LogSetup setup = new LogSetup(redactor, System.err);
    setup.start(loaded.config().log());
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    PageProgram house = new PageProgram(new FakeInsight(house()));
    PageServer server =
        Pages.server(loaded, house.insight, setup.recent(), redactor, new PageNotice(), scheduler);
    house.rememberADay(server.history());
    loaded.effective().secrets().forEach(secret -> log.warn("Oh no: {}", secret.reveal()));
    server.start();
    System.out.println(server.port());
    var _ = scheduler.scheduleWithFixedDelay(house::live, 1, 1, TimeUnit.SECONDS);
    while (System.in.read() >= 0) {
      // Only the end counts.
    }
    server.stop();
    scheduler.shutdownNow();
  }

  private static Map<String, String> settings(String... args) {
    Map<String, String> settings = new HashMap<>();
    settings.put("PHASEBRIDGE_WEB_PORT", args[0]);
    if (args.length == 1) {
      settings.put("PHASEBRIDGE_WEB_INGRESS_PROXY", "127.0.0.1");
    }
    Stream.of(args)
        .skip(1)
        .filter(arg -> !arg.equals("readonly"))
        .map(arg -> arg.contains("=") ? arg : "WEB_PASSWORD=" + arg)
        .map(arg -> arg.split("=", 2))
        .forEach(setting -> settings.put("PHASEBRIDGE_" + setting[0], setting[1]));
    return settings;
  }

  private static Overview house() {
    Overview usual = SampleOverview.usual();
    List<Overview.Device> devices = new ArrayList<>(usual.devices());
    for (int i = 1; i < RELAYS.size(); i++) {
      DeviceDescription relay = SampleDevices.relay();
      DeviceDescription another =
          new DeviceDescription(
              new DeviceId("thingboot_82072" + i),
              RELAYS.get(i),
              relay.manufacturer(),
              relay.model(),
              "82072" + i,
              relay.softwareVersion(),
              relay.configurationUrl(),
              relay.entities());
      devices.add(
          SampleOverview.device("thingboot", another, i == 1, Map.of("power", Value.of(false))));
    }
    return SampleOverview.devices(usual, devices);
  }

  private void rememberADay(PowerHistory history) {
    Instant now = Instant.now();
    for (int minute = 24 * 60; minute > 0; minute -= 5) {
      Instant at = now.minus(Duration.ofMinutes(minute));
      var _ = history.take(read(insight.overview(), at), at);
    }
  }

  private void live() {
    second++;
    insight.change(overview -> read(overview, Instant.now()));
    carryOutCommands();
    if (second % 7 == 0) {
      log.info("Second {} of a house that does not exist", second);
    }
    if (second % 31 == 0) {
      log.warn("Something to look at, every half a minute");
    }
  }

  private int carriedOut;

  /** What was asked for is done within a second. */
  private void carryOutCommands() {
    List<String> commands = insight.commands();
    for (; carriedOut < commands.size(); carriedOut++) {
      String[] command = commands.get(carriedOut).split(" ", 3);
      insight.change(
          overview ->
              SampleOverview.with(
                  overview,
                  new DeviceId(command[0]),
                  device -> SampleOverview.commanded(device, command[1], command[2])));
    }
    insight.answer(
        new CompletableFuture<Outcome>()
            .completeOnTimeout(Outcome.confirmed(), 1, TimeUnit.SECONDS));
  }

  private static Overview read(Overview overview, Instant at) {
    double hour = at.getEpochSecond() % 86_400 / 3600.0;
    double curve = 400 + 300 * Math.sin(hour / 24 * 2 * Math.PI) + at.getEpochSecond() % 97;
    Overview read = overview;
    for (String key : List.of("power_a", "power_b", "power_c", "power", "power_net")) {
      double share = key.equals("power") ? 3 : key.equals("power_net") ? -0.5 : 1;
      read = with(read, SampleOverview.OFFICE, at, key, curve * share);
    }
    for (String key : List.of("voltage_a", "voltage_b", "voltage_c")) {
      read = with(read, SampleOverview.OFFICE, at, key, 229 + at.getEpochSecond() % 30 / 10.0);
    }
    read = with(read, SampleOverview.OFFICE, at, "import_energy", at.getEpochSecond() / 100_000.0);
    return with(read, SampleOverview.BOILER, at, "voltage", 229 + at.getEpochSecond() % 20 / 10.0);
  }

  private static Overview with(
      Overview overview, DeviceId id, Instant at, String key, double value) {
    Value number = Value.of(BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP));
    return SampleOverview.with(
        overview, id, device -> SampleOverview.read(device, at, key, number));
  }
}
