package io.github.phasebridge.web;

import io.github.phasebridge.bridge.Insight;
import io.github.phasebridge.bridge.Overview;
import io.github.phasebridge.device.DeviceId;
import io.github.phasebridge.device.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A bridge that shows what a test wants and remembers what was asked of it. */
final class FakeInsight implements Insight {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile Overview overview;
  private volatile CompletionStage<Outcome> answer =
      CompletableFuture.completedStage(Outcome.confirmed());
  private volatile boolean alive = true;
  private volatile CompletableFuture<?> known = CompletableFuture.completedFuture("");

  FakeInsight(Overview overview) {
    this.overview = overview;
  }

  @Override
  public Overview overview() {
    looks.incrementAndGet();
    var _ = known.join();
    return overview;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public CompletionStage<Outcome> command(DeviceId device, String key, String payload) {
    commands.add(device + " " + key + " " + payload);
    return answer;
  }

  @Override
  public boolean alive() {
    return alive;
  }

  /** Changes what is known and says so. */
  void change(UnaryOperator<Overview> change) {
    overview = change.apply(overview);
    listeners.forEach(Runnable::run);
  }

  /** Changes what only time changes, which nobody is told of. */
  void changeSilently(UnaryOperator<Overview> change) {
    overview = change.apply(overview);
  }

  /** Sets how commands end from now on. */
  void answer(CompletionStage<Outcome> next) {
    answer = next;
  }

  /** Lets its threads hang. */
  void die() {
    alive = false;
  }

  /** Lets all who look wait. */
  void waitFor(CompletableFuture<?> future) {
    known = future;
  }

  /** Returns the commands that arrived, as {@code device key payload}. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  /** Returns how often somebody looked. */
  int looks() {
    return looks.get();
  }
}
