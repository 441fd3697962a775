package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Category;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.thingboot.CommandDesk.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A desk with a fake link and a relay about which the test decides what is known. */
final class DeskBench implements CommandDesk.Relay {

  static final JsonMapper JSON = JsonMapper.builder().build();

  final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  final FakeRelayLink link = new FakeRelayLink();
  final CommandDesk desk = new CommandDesk(this, time, time::nanoTime, time);
  final Map<String, Boolean> positions = new HashMap<>();
  final Map<String, String> items = new HashMap<>();
  final List<String> learned = new ArrayList<>();
  boolean offline;
  boolean reports = true;
  Answers answers = Answers.MARKED;
  int asked;

  /** A command on its way; its outcome is noted with the time that it took. */
  static final class Ordered {
    private final List<Outcome> outcomes = new ArrayList<>();

    List<Outcome> outcomes() {
      return outcomes;
    }

    /** Returns the outcome, or {@code open} while there is none. */
    String kind() {
      return outcomes.isEmpty() ? "open" : outcomes.getFirst().kind().name();
    }

    /** Returns the reason, empty for none. */
    String reason() {
      @Nullable String reason = outcomes.getFirst().reason();
      return reason == null ? "" : reason;
    }
  }

  /** Orders something as the bridge would. */
  Ordered order(String key, String payload) {
    return order(key, payload, UUID.randomUUID().toString().replace("-", ""));
  }

  Ordered order(String key, String payload, String id) {
    return order(key, payload, id, Duration.ofSeconds(10));
  }

  Ordered order(String key, String payload, String id, Duration life) {
    Ordered ordered = new Ordered();
    var _ = desk.execute(command(key, payload, id, life)).thenAccept(ordered.outcomes::add);
    return ordered;
  }

  /** Returns a command that came just now. */
  Command command(String key, String payload) {
    return command(key, payload, "an id", Duration.ofSeconds(10));
  }

  private Command command(String key, String payload, String id, Duration life) {
    Instant now = time.instant();
    return new Command(new DeviceId("thingboot_820720"), key, payload, id, now, now.plus(life));
  }

  /** Orders something whose request is answered at once. */
  Ordered taken(String key, String payload) {
    Ordered ordered = order(key, payload);
    ok();
    return ordered;
  }

  /** Answers the last request. */
  void ok() {
    link.last().ok();
    time.runDue();
  }

  void fail(LinkFailure.Kind kind) {
    link.last().fail(kind);
    time.runDue();
  }

  void pass(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  /** Lets the relay report by itself. */
  void reports(String property, boolean on) {
    positions.put(property, on);
    desk.onMessage(message(PushMessage.Type.STATE, "", state(property, on), null, null, ""), false);
  }

  /** Lets the relay answer the order with this mark, without its state. */
  void answers(String extra) {
    desk.onMessage(answer(extra, null), false);
  }

  PushMessage answer(@Nullable String extra, @Nullable String error) {
    return message(PushMessage.Type.ORDER, "", Report.NOTHING, extra, error, "");
  }

  /** Returns the mark of the last order. */
  String extra() {
    return link.last().extra();
  }

  /** Answers a question for the state that was asked at this moment. */
  void state(String property, boolean on, long askedAt) {
    positions.put(property, on);
    desk.onState(state(property, on), askedAt);
  }

  static Report state(String property, boolean on) {
    return new Report(Map.of(property, on ? "1" : "0"), null, null, null);
  }

  static PushMessage message(
      PushMessage.Type type,
      String name,
      Report report,
      @Nullable String extra,
      @Nullable String error,
      String content) {
    JsonNode node = content.isEmpty() ? MissingNode.getInstance() : JSON.readTree(content);
    return new PushMessage("820720", type, name, report, extra, error, null, null, node);
  }

  @Override
  public String title() {
    return "Boiler";
  }

  @Override
  public Product product() {
    return PRODUCT;
  }

  @Override
  public RelayLink link() {
    return link;
  }

  @Override
  public boolean knownOffline() {
    return offline;
  }

  @Override
  public Optional<Boolean> position(String property) {
    return Optional.ofNullable(positions.get(property));
  }

  @Override
  public Optional<String> confirmedItem(String item) {
    return Optional.ofNullable(items.get(item));
  }

  @Override
  public boolean reports() {
    return reports;
  }

  @Override
  public Answers answers() {
    return answers;
  }

  @Override
  public void askState() {
    asked++;
  }

  @Override
  public void confirmed(Product.ProductCommand command) {
    learned.add(command.key());
  }

  @Override
  public void confirmed(String item, String value) {
    items.put(item, value);
    learned.add(item + "=" + value);
  }

  @Override
  public void unsure(String item) {
    items.remove(item);
  }

  @Override
  public void unreachable(LinkFailure failure) {
    learned.add("unreachable");
  }

  static final Product PRODUCT =
      new Product(
          "p46",
          List.of(),
          "p46",
          List.of(switched("power"), switched("metering")),
          List.of(
              command("point", "1000", pulse(true, 1)),
              command("point", "5000", pulse(true, 5)),
              command("reset", "1000", pulse(false, 1)),
              command("reset", "5000", pulse(false, 5)),
              command("system", "network", new Product.Effect.Network()),
              command("system", "restart", new Product.Effect.Restart()),
              command("query", "today", query()),
              command("query", "total", query()),
              command("clear", "today", new Product.Effect.Clear(Set.of("energy_today"))),
              command("beep", "1", new Product.Effect.None())),
          List.of(),
          List.of(item("relay1"), item("time1")),
          List.of(),
          Set.of());

  private static Product.Property switched(String name) {
    return new Product.Property(
        name, name, Category.PRIMARY, new Product.Property.Switched("1", "0"));
  }

  private static Product.Effect pulse(boolean first, int seconds) {
    return new Product.Effect.Pulse("power", first, Duration.ofSeconds(seconds));
  }

  private static Product.Effect query() {
    return new Product.Effect.Query(new Product.Answer("energy_today", "Energy today"), false);
  }

  private static Product.ProductCommand command(String name, String value, Product.Effect effect) {
    return new Product.ProductCommand(
        name + "_" + value, name, value, name, Category.PRIMARY, true, null, null, effect);
  }

  private static Product.ConfigurationItem item(String name) {
    return new Product.ConfigurationItem(
        name,
        name,
        List.of(
            new Product.ConfigurationItem.Option("0", "Off"),
            new Product.ConfigurationItem.Option("1", "On")));
  }
}
