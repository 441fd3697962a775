package io.github.phasebridge.thingboot;

import io.github.phasebridge.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A relay behind an unreliable cloud: requests are slow, cut, refused or lost, messages are late,
 * lost, doubled and out of order, states that are asked for are slow or never come. It remembers
 * what it really did.
 */
final class ToyRelay implements CommandDesk.Relay, RelayLink {

  /** The longest way of a message. */
  static final long LONGEST_WAY = 400;

  /** A position that the relay took. */
  private record Move(boolean on, long at) {}

  /** What was sent. */
  record Sent(String content, String extra, long at, Optional<Boolean> reported) {}

  final FakeTime time = new FakeTime(Instant.parse("2026-11-21T10:00:00Z"));
  final CommandDesk desk = new CommandDesk(this, time, time::nanoTime, time);
  final List<Sent> sent = new ArrayList<>();
  final Set<String> executed = new HashSet<>();
  final List<String> overlaps = new ArrayList<>();
  private final Random random;
  private final List<Move> moves = new ArrayList<>(List.of(new Move(false, Long.MIN_VALUE)));
  private final Map<String, Long> reportedAt = new HashMap<>();
  private @Nullable Boolean reported = false;
  private int pulses;
  private boolean pulsing;
  private int pulsingSince;
  private int made;
  private int newest;
  private long lastArrival;

  ToyRelay(long seed) {
    random = new Random(seed);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private long between(long least, long most) {
    return least + random.nextLong(most - least + 1);
  }

  private void in(long millis, Runnable task) {
    var _ = time.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private long now() {
    return Duration.ofNanos(time.nanoTime()).toMillis();
  }

  /** Returns whether it was in this position at some moment that a report may still tell of. */
  boolean was(boolean on, long since) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      if (moves.get(i).on() == on) {
        return true;
      }
      if (moves.get(i).at() < since) {
        return false;
      }
    }
    return false;
  }

  private boolean on() {
    return moves.getLast().on();
  }

  private void move(boolean on) {
    if (on != on()) {
      moves.add(new Move(on, now()));
      push(PushMessage.Type.STATE, null, null, DeskBench.state("power", on));
    }
  }

  /** Lets somebody press its button. */
  void press() {
    pulses++;
    pulsing = false;
    move(!on());
  }

  /** Lets it report its state without a reason. */
  void report() {
    push(PushMessage.Type.STATE, null, null, DeskBench.state("power", on()));
  }

  private void push(
      PushMessage.Type type, @Nullable String extra, @Nullable String error, Report state) {
    int number = ++made;
    PushMessage message = DeskBench.message(type, "", state, extra, error, "");
    int copies = chance(20) ? 0 : chance(10) ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      in(between(10, LONGEST_WAY), () -> arrive(message, number));
    }
  }

  private void arrive(PushMessage message, int number) {
    boolean late = number < newest;
    newest = Math.max(newest, number);
    String power = message.report().properties().get("power");
    if (!late && power != null) {
      reported = power.equals("1");
      reportedAt.put("power", time.nanoTime());
    }
    desk.onMessage(message, late);
  }

  @Override
  public CompletionStage<Void> send(Order order, String extra) {
    String content = order.name() + "=" + order.value();
    noteOverlap(content);
    sent.add(new Sent(content, extra, now(), Optional.ofNullable(reported)));
    int fate = random.nextInt(100);
    long answer = chance(5) ? between(3000, 12_000) : between(5, 200);
    if (fate < 5) {
      return fail(LinkFailure.Kind.UNREACHABLE, answer);
    }
    if (fate < 8) {
      return fail(LinkFailure.Kind.REJECTED, answer);
    }
    if (!chance(12)) {
      lastArrival = Math.max(lastArrival + 1, now() + between(10, 150));
      in(lastArrival - now(), () -> take(order, extra));
    }
    if (fate < 15) {
      return fail(LinkFailure.Kind.UNCERTAIN, between(5, 10_000));
    }
    CompletableFuture<Void> taken = new CompletableFuture<>();
    if (fate < 99) {
      in(answer, () -> taken.complete(null));
    }
    return taken;
  }

  /** Notes a pulse while another runs that nothing sent since should have ended. */
  private void noteOverlap(String content) {
    boolean ended =
        sent.stream().skip(pulsingSince).anyMatch(order -> order.content().startsWith("power="));
    if (content.matches("(point|reset)=.*") && pulsing && !ended && !lostTurn(now())) {
      overlaps.add(content);
    }
  }

  /**
   * Returns whether a pulse may have gone on unnoticed at this moment, because an order that should
   * have ended it was lost on its way or refused by the relay.
   */
  boolean lostTurn(long moment) {
    return sent.stream()
        .filter(order -> order.at() <= moment && order.at() > moment - 7000)
        .filter(order -> order.content().startsWith("power="))
        .anyMatch(order -> !executed.contains(order.extra()));
  }

  private CompletionStage<Void> fail(LinkFailure.Kind kind, long after) {
    CompletableFuture<Void> failed = new CompletableFuture<>();
    in(after, () -> failed.completeExceptionally(new LinkFailure(kind, "The link: " + kind)));
    return failed;
  }

  private void take(Order order, String extra) {
    if (chance(4)) {
      push(PushMessage.Type.ORDER, extra, "busy", Report.NOTHING);
      return;
    }
    executed.add(extra);
    switch (order.name()) {
      case "power" -> {
        pulses++;
        pulsing = false;
        move(order.value().equals(1));
      }
      case "point", "reset" -> {
        pulsingSince = sent.stream().map(Sent::extra).toList().indexOf(extra);
        pulse(order);
      }
      default -> {}
    }
    Report state = chance(50) ? DeskBench.state("power", on()) : Report.NOTHING;
    push(PushMessage.Type.ORDER, chance(80) ? extra : null, null, state);
  }

  private void pulse(Order order) {
    boolean first = order.name().equals("point");
    int pulse = ++pulses;
    pulsing = true;
    move(first);
    in(
        Long.parseLong(order.value().toString()),
        () -> {
          if (pulse == pulses) {
            pulsing = false;
            move(!first);
          }
        });
  }

  @Override
  public void askState() {
    long askedAt = time.nanoTime();
    long way = between(5, 300);
    in(
        way,
        () -> {
          boolean position = on();
          if (!chance(10)) {
            in(way, () -> tell(position, askedAt));
          }
        });
  }

  private void tell(boolean position, long askedAt) {
    boolean toldSince = reportedAt.getOrDefault("power", -1L) > askedAt;
    if (!toldSince) {
      reported = position;
    }
    desk.onState(toldSince ? Report.NOTHING : DeskBench.state("power", position), askedAt);
  }

  @Override
  public String title() {
    return "the toy";
  }

  @Override
  public boolean configures() {
    return false;
  }

  @Override
  public CompletionStage<JsonNode> configure(String item, String value) {
    return CompletableFuture.completedStage(MissingNode.getInstance());
  }

  @Override
  public Product product() {
    return DeskBench.PRODUCT;
  }

  @Override
  public RelayLink link() {
    return this;
  }

  @Override
  public boolean knownOffline() {
    return false;
  }

  @Override
  public Optional<Boolean> position(String property) {
    return property.equals("power") ? Optional.ofNullable(reported) : Optional.empty();
  }

  @Override
  public Optional<String> confirmedItem(String item) {
    return Optional.empty();
  }

  @Override
  public boolean reports() {
    return true;
  }

  @Override
  public CommandDesk.Answers answers() {
    return CommandDesk.Answers.MARKED;
  }

  @Override
  public void confirmed(Product.ProductCommand command) {}

  @Override
  public void confirmed(String item, String value) {}

  @Override
  public void unsure(String item) {}

  @Override
  public void unreachable(LinkFailure failure) {}
}
