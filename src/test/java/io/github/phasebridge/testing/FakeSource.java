package io.github.phasebridge.testing;

import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.SignalSink;
import io.github.phasebridge.device.SourceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A family of devices that says what a test lets it say. */
public final class FakeSource implements DeviceSource {

  private final List<Command> commands = new ArrayList<>();
  private CompletableFuture<Outcome> answer = new CompletableFuture<>();
  private @Nullable SignalSink sink;
  private @Nullable CloudListener cloud;
  private int reads;
  private boolean usesCloud = true;
  private SourceReport report = SourceReport.EMPTY;

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String title() {
    return "Fake";
  }

  @Override
  public boolean usesCloud() {
    return usesCloud;
  }

  /** Makes it a family that needs no cloud. */
  public FakeSource withoutCloud() {
    usesCloud = false;
    return this;
  }

  @Override
  public void start(SignalSink signals, CloudListener listener) {
    sink = signals;
    cloud = listener;
  }

  @Override
  public void stop() {
    sink = null;
    cloud = null;
  }

  @Override
  public CompletionStage<Outcome> execute(Command command) {
    commands.add(command);
    answer = new CompletableFuture<>();
    return answer;
  }

  @Override
  public void readNow() {
    reads++;
  }

  @Override
  public SourceReport report() {
    return report;
  }

  /** Sets what it says about itself. */
  public void report(SourceReport now) {
    report = now;
  }

  /** Tells the bridge something. */
  public void say(Signal signal) {
    if (sink != null) {
      sink.accept(signal);
    }
  }

  /** Tells the bridge about the cloud. */
  public void cloud(boolean connected, String reason) {
    if (cloud != null) {
      cloud.cloud(connected, reason);
    }
  }

  /** Ends the last command. */
  public void end(Outcome outcome) {
    answer.complete(outcome);
  }

  /** Returns the commands that arrived. */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /** Returns how often {@link #readNow} was asked for. */
  public int reads() {
    return reads;
  }

  /** Returns whether it runs. */
  public boolean running() {
    return sink != null;
  }
}
