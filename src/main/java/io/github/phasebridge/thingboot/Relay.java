package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Outlet;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.Value;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.ProductCommand;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One relay: what is known of it, telling it, and its commands. Lives on the source's thread. */
final class Relay implements CommandDesk.Relay {

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /**
   * What a relay needs to know of the world around it.
   *
   * @param cloudPushes whether the cloud's messages can come now
   * @param askState asks the cloud for the state of all relays soon
   * @param firmwareSeen takes a relay and the version that it reported, if that is new
   */
  record Surroundings(
      ThingbootConfig config,
      EnergyGuard guard,
      InstantSource clock,
      LongSupplier nanoTime,
      Outlet outlet,
      Tally tally,
      Function<CommandDesk.Relay, CommandDesk> desks,
      BooleanSupplier cloudPushes,
      Runnable askState,
      BiConsumer<KnownRelay, String> firmwareSeen) {}

  private final Surroundings around;
  private final RelayLink link;
  private final CommandDesk desk;
  private final Presence presence;
  private final RelayEvents events;
  private final RelayPortrait portrait;
  private final Timeline timeline = new Timeline();
  private final AnswerReader answers = new AnswerReader();
  private final NetworkFacts network = new NetworkFacts();
  private final Map<String, String> confirmedItems = new HashMap<>();

  private KnownRelay who;
  private RelayValues values;
  private boolean reports;

  /** It became available, which is told after the values that showed it. */
  private boolean arriving;

  /** Makes a relay that has not told anything yet. */
  Relay(KnownRelay who, RelayLink link, Surroundings around) {
    this.who = who;
    this.link = link;
    this.around = around;
    this.values = new RelayValues(who, around.config().units(), around.guard());
    this.presence = new Presence(this::title, around.nanoTime(), this::turned);
    this.events = new RelayEvents(around.outlet(), around.tally());
    this.portrait = new RelayPortrait(around.config(), around.outlet());
    this.reports = !who.onLan();
    this.desk = around.desks().apply(this);
  }

  KnownRelay who() {
    return who;
  }

  boolean available() {
    return presence.available();
  }

  /** Tells what the relay is; one on the LAN counts as there until it cannot be reached. */
  void begin() {
    LOG.info("{}: over {}{}", who.title(), who.onLan() ? "the LAN, " : "", link.title());
    portrait.tell(who, link.configures());
    if (who.onLan()) {
      presence.alive();
      arrive();
    }
  }

  /** Becomes what the account or the configuration says now. */
  void become(KnownRelay now) {
    if (!now.product().equals(who.product())) {
      values = new RelayValues(now, around.config().units(), around.guard());
    }
    who = now;
    portrait.tell(who, link.configures());
  }

  /** Takes a message that came over this relay's own link. */
  void onMessage(PushMessage message, PushSieve.Verdict verdict, Instant receivedAt) {
    if (verdict.repeated()) {
      LOG.debug("{}: a message came once more", who.title());
      return;
    }
    reports = true;
    boolean overtaken = timeline.isOlderThanAnswer(message, verdict.at(), receivedAt);
    boolean late = verdict.late() || overtaken;
    Optional<Product.ProductEvent> event = events.of(message, who.product());
    event.ifPresent(it -> around.guard().expectReset(who.id(), it.resets()));
    Optional<ProductCommand> asked = answered(message);
    Update update = new Update();
    if (!late) {
      boolean answer = AnswerReader.isNamedLikeAProperty(message, who.product(), asked);
      takeState(message, answer, verdict.at(), update);
    }
    answers.read(message, verdict.at(), who.product(), asked, values, update);
    boolean answersQuery = !update.isEmpty() && message.report().properties().isEmpty();
    tellMessage(message, late ? null : verdict.at(), update);
    arrive();
    if (!verdict.tooOld()) {
      events.tell(who, message, event, verdict.at(), values);
    }
    desk.onMessage(message, late);
    boolean echo = isBare(message) && !answersQuery && !asked.map(Relay::onlyAnswers).orElse(false);
    if (overtaken || echo || event.map(Product.ProductEvent::rereadsState).orElse(false)) {
      askState();
    }
  }

  private void takeState(PushMessage message, boolean answer, Instant at, Update update) {
    Report report = message.report();
    Map<String, String> properties = answer ? Map.of() : report.properties();
    timeline.reported(properties.keySet());
    if (message.type() == PushMessage.Type.OFFLINE) {
      presence.offline();
    } else {
      presence.alive();
    }
    update.values(values.take(properties, at, false));
    takeFacts(report, update);
  }

  private void takeFacts(Report report, Update update) {
    network.take(report, update);
    String firmware = report.firmware();
    if (firmware != null && !firmware.equals(who.firmware())) {
      around.firmwareSeen().accept(who, firmware);
    }
  }

  private void tellMessage(PushMessage message, @Nullable Instant at, Update update) {
    boolean measured = at != null && !message.report().properties().isEmpty();
    if (measured || !update.isEmpty()) {
      tell(update, measured ? at : null);
    }
  }

  /** Returns the command that a message answers: by its mark, or as the only one under way. */
  private Optional<ProductCommand> answered(PushMessage message) {
    String extra = message.extra();
    if (extra != null) {
      return desk.commandOf(extra);
    }
    return message.type() == PushMessage.Type.ORDER ? desk.onlyQueryUnderWay() : Optional.empty();
  }

  private static boolean isBare(PushMessage message) {
    boolean tellsState =
        message.type() == PushMessage.Type.ORDER || message.type() == PushMessage.Type.ONLINE;
    return tellsState && message.report().properties().isEmpty();
  }

  private static boolean onlyAnswers(ProductCommand command) {
    return command.effect() instanceof Effect.Query || command.effect() instanceof Effect.Network;
  }

  /** Returns the moment of a request for the state, to be given back with its answer. */
  Timeline.Asked asked() {
    return timeline.ask(around.clock().instant(), around.nanoTime().getAsLong());
  }

  /** Takes what the cloud says about this relay's state. */
  void onAnswer(DeviceRecord record, Timeline.Asked asked) {
    timeline.answered(asked);
    Map<String, String> fresh = timeline.notReportedAfter(asked, record.report().properties());
    Instant now = around.clock().instant();
    Update update = new Update();
    update.values(values.take(fresh, now, true));
    boolean changed = !update.isEmpty();
    takeFacts(record.report(), update);
    if (!timeline.signAfter(asked)) {
      presence.answered(record.online(), changed);
    }
    // What the cloud remembers of a relay that is away was taken at an unknown time.
    boolean there = !presence.knownOffline();
    boolean measured = there && !fresh.isEmpty();
    if (measured || !update.isEmpty()) {
      tell(update, measured ? now : null);
    }
    arrive();
    if (there) {
      Report report = record.report();
      desk.onState(
          new Report(fresh, report.firmware(), report.signal(), report.ip()), asked.nanos());
    }
  }

  /** The cloud's answer left this relay out. */
  void onNoAnswer(Timeline.Asked asked) {
    if (!timeline.signAfter(asked) && !presence.knownOffline()) {
      presence.unknown();
    }
  }

  /** Nothing was heard of the cloud for long. */
  void onSilence() {
    presence.unknown();
  }

  /** Something at the relay's address took a connection. */
  void onReachable() {
    if (presence.knownOffline()) {
      presence.alive();
      arrive();
    }
  }

  /** A day has begun, by one of the clocks that it may follow. */
  void onMidnight() {
    around.guard().expectReset(who.id(), who.product().midnightResets());
  }

  CompletionStage<Outcome> execute(Command command) {
    return desk.execute(command);
  }

  void stop() {
    desk.stop();
  }

  private void turned(boolean online) {
    arriving = online;
    if (!online) {
      around.outlet().tell(new Signal.Availability(who.id(), false));
    }
  }

  /** Tells that it is there; before its values, old ones would be shown as if they were true. */
  private void arrive() {
    if (arriving) {
      arriving = false;
      around.outlet().tell(new Signal.Availability(who.id(), true));
    }
  }

  private void tell(Update update, @Nullable Instant at) {
    around.outlet().tell(new Signal.Read(who.id(), update.reading(at)));
  }

  @Override
  public String title() {
    return who.title();
  }

  @Override
  public Product product() {
    return who.product();
  }

  @Override
  public RelayLink link() {
    return link;
  }

  @Override
  public boolean knownOffline() {
    return presence.knownOffline();
  }

  @Override
  public Optional<Boolean> position(String property) {
    return values.position(property);
  }

  @Override
  public Optional<String> confirmedItem(String item) {
    return Optional.ofNullable(confirmedItems.get(item));
  }

  @Override
  public boolean reports() {
    return reports;
  }

  @Override
  public CommandDesk.Answers answers() {
    if (who.onLan()) {
      return reports ? CommandDesk.Answers.UNMARKED : CommandDesk.Answers.NONE;
    }
    return around.cloudPushes().getAsBoolean()
        ? CommandDesk.Answers.MARKED
        : CommandDesk.Answers.NONE;
  }

  @Override
  public void askState() {
    if (!who.onLan()) {
      around.askState().run();
    }
  }

  @Override
  public void confirmed(ProductCommand command) {
    if (command.effect() instanceof Effect.Clear(var resets)) {
      around.guard().expectReset(who.id(), resets);
    }
  }

  @Override
  public void confirmed(String item, String value) {
    if (!value.equals(confirmedItems.put(item, value))) {
      Update update = new Update();
      update.value(item, Value.of(value));
      tell(update, null);
    }
  }

  @Override
  public void unsure(String item) {
    if (confirmedItems.remove(item) != null) {
      Update update = new Update();
      update.value(item, Value.UNKNOWN);
      tell(update, null);
    }
  }

  @Override
  public void unreachable(LinkFailure failure) {
    // Over the cloud it is the cloud that cannot be reached, which says nothing about the relay.
    if (who.onLan() && !presence.knownOffline()) {
      presence.offline(Objects.toString(failure.getMessage()));
    }
  }
}
