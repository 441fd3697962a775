package io.github.phasebridge.demo;

import io.github.phasebridge.demo.RelayMessage.Reply;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A metering relay with p46 firmware: it carries out orders after a moment, runs pulses in real
 * time, measures, counts energy, watches its power limits and says what happens to it. What it is
 * told must have been checked against the {@link VendorPage}. Safe for use by several threads.
 */
public final class SimulatedRelay {

  private final RelayPlan plan;
  private final RelayTraits traits;
  private final ScheduledExecutorService timer;
  private final Consumer<RelayMessage> reports;
  private final Noise noise;
  private final RelayMeasure measure;
  private final EnergyCounters counters;
  private final PowerLimits limits = new PowerLimits();
  private final Map<String, String> items = new HashMap<>(VendorPage.defaultItems());
  private final Map<String, BigDecimal> measured = new HashMap<>();
  private final Recent<String> executed = new Recent<>();
  private String name;
  private boolean on;
  private boolean metering;
  private boolean online = true;
  private Instant countedUntil;
  private Instant connectedAt;
  private final ScheduledFuture<?> ticks;
  private long pulses;
  private long secondsSinceReport;
  private long orders;
  private int flashWrites;
  private int ignored;
  private int failing;
  private String failure = "";

  /**
   * Creates a relay that is off and measures.
   *
   * @param timer where it does things later
   * @param reports takes what it says; must return at once
   */
  SimulatedRelay(
      RelayPlan plan,
      RelayTraits traits,
      ScheduledExecutorService timer,
      Consumer<RelayMessage> reports) {
    this.plan = plan;
    this.traits = traits;
    this.timer = timer;
    this.reports = reports;
    name = plan.name();
    noise = new Noise(plan.id().toUpperCase(Locale.ROOT).hashCode());
    measure = new RelayMeasure(plan, noise, traits.zone());
    Instant now = traits.clock().instant();
    counters = new EnergyCounters(traits.zone(), now, noise.fork(2));
    countedUntil = now;
    connectedAt = now;
    metering = true;
    count();
    ticks = timer.scheduleAtFixedRate(this::everySecond, 1, 1, TimeUnit.SECONDS);
  }

  /** Returns the vendor's id. */
  public String id() {
    return plan.id();
  }

  /** Returns the vendor's device key. */
  public String key() {
    return plan.key();
  }

  /** Returns the name that the account shows. */
  public synchronized String name() {
    return name;
  }

  /** Gives the relay another name in the account. */
  public synchronized void rename(String newName) {
    name = newName;
  }

  /** Returns whether its contact is closed. */
  public synchronized boolean isOn() {
    return on;
  }

  /** Returns whether it is connected. */
  public synchronized boolean isOnline() {
    return online;
  }

  /** Returns a configuration item's value. */
  public synchronized String item(String item) {
    return items.getOrDefault(item, "");
  }

  /** Returns how often its flash memory was written: once per item and write. */
  public synchronized int flashWrites() {
    return flashWrites;
  }

  /** Returns the orders that it carried out, as JSON, oldest first. */
  public List<String> executed() {
    return executed.all();
  }

  /** Hangs so many watts on it, instead of what was planned. */
  public synchronized void load(double watts) {
    count();
    measure.fix(watts);
  }

  /** Takes the next orders without doing anything. */
  public synchronized void ignoreOrders(int times) {
    ignored = times;
  }

  /** Answers the next orders with an error and does not carry them out. */
  public synchronized void failOrders(String error, int times) {
    failure = error;
    failing = times;
  }

  /** Presses the button: does what is configured as {@code action1}, and says so. */
  public synchronized void pressButton() {
    switch (item("action1")) {
      case "reverse" -> {
        endPulse();
        set(!on);
      }
      case "point" -> pulse(true, Long.parseLong(item("time1")));
      case "reset" -> pulse(false, Long.parseLong(item("time1")));
      default -> {
        // Disabled: the press is only told.
      }
    }
    report(new RelayMessage.Event("btn1", state()));
  }

  /** Takes its power away and gives it back: it starts anew and has forgotten its position. */
  public synchronized void boot() {
    startAnew(false);
  }

  /** Loses its connection; it goes on working and nobody hears of it. */
  public synchronized void goOffline() {
    if (online) {
      // The vendor's broker says it in the relay's place: its last will.
      reports.accept(new RelayMessage.Event("offline", Map.of()));
      online = false;
    }
  }

  /** Has its connection back. */
  public synchronized void comeBack() {
    if (!online) {
      connect();
      report(new RelayMessage.Event("online", state()));
    }
  }

  /** Leaves the account for good: it says nothing any more. */
  synchronized void retire() {
    online = false;
    ticks.cancel(false);
  }

  /** Returns all properties as it would report them now. */
  synchronized Map<String, BigDecimal> state() {
    count();
    Map<String, BigDecimal> state = new HashMap<>(measured);
    state.put("power", position(on));
    state.put("metering", position(metering));
    return state;
  }

  /** Returns a counter's value in kWh, by the word of its query. */
  synchronized BigDecimal energy(String query) {
    count();
    return counters.read(query, traits.clock().instant()).getFirst();
  }

  /** Returns since when it is connected. */
  synchronized Instant connectedAt() {
    return connectedAt;
  }

  /** Returns its Wi-Fi signal in dBm. */
  int signal() {
    return -45 - (int) (noise.at(7) * 30);
  }

  /** Returns its address in the house. */
  String ip() {
    return "192.168.1." + (20 + (int) (noise.at(8) * 200));
  }

  /** Takes an order and carries it out after a moment; one to a relay that is offline is lost. */
  void order(JsonNode order) {
    Duration delay;
    synchronized (this) {
      orders++;
      Duration spread = traits.executionTo().minus(traits.executionFrom());
      delay =
          traits.executionFrom().plusNanos((long) (spread.toNanos() * noise.fork(3).at(orders)));
    }
    if (delay.isZero()) {
      execute(order);
    } else {
      var _ = timer.schedule(() -> execute(order), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Writes configuration items. */
  synchronized void configure(Map<String, String> changes) {
    items.putAll(changes);
    flashWrites += changes.size();
    limits.reset();
  }

  private synchronized void execute(JsonNode order) {
    if (!online) {
      return;
    }
    if (ignored > 0) {
      ignored--;
      return;
    }
    if (failing > 0) {
      failing--;
      report(new RelayMessage.Answer(order, new Reply.Failed(failure)));
      return;
    }
    executed.add(order.toString());
    String command =
        order.propertyNames().stream().filter(it -> !it.equals("extra")).findFirst().orElse("");
    String value = order.path(command).asString("");
    switch (command) {
      case "power" -> {
        endPulse();
        set(value.equals("1"));
        answer(order, new Reply.Properties(Map.of("power", position(on))));
      }
      case "metering" -> {
        count();
        metering = value.equals("1");
        answer(order, new Reply.Properties(Map.of("metering", position(metering))));
      }
      case "point", "reset" -> {
        pulse(command.equals("point"), Long.parseLong(value));
        answer(order, new Reply.Properties(Map.of("power", position(on))));
        report(new RelayMessage.State(state()));
      }
      case "query" -> {
        count();
        answer(order, new Reply.Energy(value, counters.read(value, countedUntil)));
      }
      case "clear" -> {
        count();
        counters.clear(value, countedUntil);
        count();
        answer(order, new Reply.Done());
      }
      case "system" -> system(order, value);
      default -> throw new IllegalArgumentException("not checked before: " + order);
    }
  }

  private void system(JsonNode order, String value) {
    if (value.equals("network")) {
      answer(order, new Reply.Network("wifi", signal(), ip()));
    } else {
      answer(order, new Reply.Done());
      startAnew(value.equals("restart"));
    }
  }

  private void startAnew(boolean keepState) {
    endPulse();
    online = false;
    var _ =
        timer.schedule(() -> started(keepState), traits.bootTime().toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void started(boolean keepState) {
    count();
    counters.powerOn();
    if (!keepState) {
      set(item("relay1").equals("1"));
      metering = item("metering_boot").equals("1");
    }
    connect();
    report(new RelayMessage.Event("boot", state()));
  }

  private void connect() {
    online = true;
    connectedAt = traits.clock().instant();
  }

  /** Runs {@code point} (on, then off) or {@code reset} (off, then on). */
  private void pulse(boolean first, long milliseconds) {
    endPulse();
    set(first);
    long number = pulses;
    var _ = timer.schedule(() -> pulseEnds(number, !first), milliseconds, TimeUnit.MILLISECONDS);
  }

  private synchronized void pulseEnds(long number, boolean position) {
    if (number == pulses) {
      set(position);
      report(new RelayMessage.State(state()));
    }
  }

  /** Makes the end of the pulse that runs, if any, mean nothing. */
  private void endPulse() {
    pulses++;
  }

  private void set(boolean position) {
    count();
    on = position;
    limits.reset();
    count();
  }

  private synchronized void everySecond() {
    count();
    if (on && metering && limits.trip(measure.watts(true, countedUntil), items)) {
      endPulse();
      set(false);
      report(new RelayMessage.State(state()));
    }
    secondsSinceReport++;
    if (metering && secondsSinceReport >= Long.parseLong(item("metering_interval"))) {
      report(new RelayMessage.State(state()));
    }
  }

  /** Counts energy up to now and measures. Without metering, the last values stay. */
  private void count() {
    Instant now = traits.clock().instant();
    if (metering) {
      if (now.isAfter(countedUntil)) {
        counters.add(countedUntil, now, measure.watts(on, countedUntil));
      }
      measured.putAll(measure.at(on, now));
    }
    measured.put("energy", counters.read("amount", now).getFirst());
    countedUntil = now;
  }

  private void answer(JsonNode order, Reply reply) {
    report(new RelayMessage.Answer(order, reply));
  }

  private void report(RelayMessage message) {
    if (message instanceof RelayMessage.State) {
      secondsSinceReport = 0;
    }
    if (online) {
      reports.accept(message);
    }
  }

  private static BigDecimal position(boolean closed) {
    return closed ? BigDecimal.ONE : BigDecimal.ZERO;
  }
}
