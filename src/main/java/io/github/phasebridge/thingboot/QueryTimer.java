package io.github.phasebridge.thingboot;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.thingboot.Product.Effect;
import io.github.phasebridge.thingboot.Product.ProductCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the queries of every relay that is there, every {@code query-interval}: one after the
 * other, each when the one before has ended, so that an answer without a mark finds its query. The
 * first time comes after one interval, which an earlier run may have begun; never right at the
 * start.
 */
final class QueryTimer {

  private static final Logger LOG = LoggerFactory.getLogger(QueryTimer.class);

  private static final Duration LEAST_AFTER_START = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final Duration LIFE = Duration.ofSeconds(10);

  private final Duration interval;
  private final Relays relays;
  private final RelayDirectory directory;
  private final InstantSource clock;
  private final RelayThread thread;
  private final Memory memory;

  private record Question(Relay relay, ProductCommand command) {}

  QueryTimer(
      Duration interval,
      Relays relays,
      RelayDirectory directory,
      InstantSource clock,
      RelayThread thread,
      Memory memory) {
    this.interval = interval;
    this.relays = relays;
    this.directory = directory;
    this.clock = clock;
    this.thread = thread;
    this.memory = memory;
  }

  /** Waits for the first time. */
  void begin() {
    Instant now = clock.instant();
    Instant last = directory.queriedAt().filter(it -> !it.isAfter(now)).orElse(now);
    if (directory.queriedAt().isEmpty()) {
      directory.queriedAt(now);
    }
    Duration rest = interval.minus(Duration.between(last, now));
    thread.in(rest.compareTo(LEAST_AFTER_START) > 0 ? rest : LEAST_AFTER_START, this::round);
  }

  private void round() {
    directory.queriedAt(clock.instant());
    memory.saveAll();
    Deque<Question> questions = new ArrayDeque<>();
    for (Relay relay : relays.all()) {
      for (ProductCommand command : relay.product().commands()) {
        if (command.effect() instanceof Effect.Query) {
          questions.add(new Question(relay, command));
        }
      }
    }
    next(questions);
  }

  private void next(Deque<Question> questions) {
    Question question = questions.poll();
    if (question == null) {
      thread.in(interval, this::round);
    } else if (question.relay().available() && question.relay().reports()) {
      thread.then(
          question.relay().execute(command(question)),
          outcome -> {
            say(question, outcome);
            thread.in(BETWEEN, () -> next(questions));
          },
          _ -> thread.in(BETWEEN, () -> next(questions)));
    } else {
      next(questions);
    }
  }

  private Command command(Question question) {
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString().replace("-", "");
    return new Command(
        question.relay().who().id(), question.command().key(), "PRESS", id, now, now.plus(LIFE));
  }

  private static void say(Question question, Outcome outcome) {
    LOG.debug(
        "{}: {} by itself: {}", question.relay().who().title(), question.command().key(), outcome);
  }
}
