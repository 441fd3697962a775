package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A ThingBoot cloud in memory that writes down its calls, fails on demand and can be slow. */
final class FakeThingbootApi implements ThingbootApi {

  /** A device as the account knows it; a test changes it at will. */
  static final class Device {
    private final String id;
    @Nullable String key;
    @Nullable String name;
    List<String> product = List.of("p46");
    @Nullable Boolean online = true;
    @Nullable String firmware;
    final Map<String, String> properties = new HashMap<>();

    private Device(String id) {
      this.id = id;
    }

    Device set(String property, String value) {
      properties.put(property, value);
      return this;
    }

    private DeviceRecord toRecord() {
      return new DeviceRecord(
          id, key, name, product, online, new Report(properties, firmware, null, null));
    }
  }

  final Map<String, Device> account = new LinkedHashMap<>();
  final Map<String, FakeRelayLink> links = new HashMap<>();

  /** Every call, such as {@code info 820720,820721}. */
  final List<String> calls = new ArrayList<>();

  private final List<Runnable> held = new ArrayList<>();
  private final Map<String, LinkFailure.Kind> failures = new HashMap<>();
  private boolean holding;
  private boolean closed;

  /** Puts a relay into the account. */
  Device relay(String id, String name) {
    Device device = new Device(id);
    device.name = name;
    account.put(id, device);
    return device;
  }

  Device device(String id) {
    Device device = account.get(id);
    if (device == null) {
      throw new AssertionError(id + " is not in the account");
    }
    return device;
  }

  FakeRelayLink linkOf(String id) {
    return links.computeIfAbsent(id, _ -> new FakeRelayLink());
  }

  /** Lets calls of this path ({@code list}, {@code info}) fail until {@link #heal}. */
  void fail(String path, LinkFailure.Kind kind) {
    failures.put(path, kind);
  }

  void heal() {
    failures.clear();
  }

  /** Keeps answers back, with what was true when they were asked for, until {@link #release}. */
  void hold() {
    holding = true;
  }

  void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  long count(String path) {
    return calls.stream().filter(call -> call.startsWith(path)).count();
  }

  boolean closed() {
    return closed;
  }

  @Override
  public CompletionStage<List<DeviceRecord>> list() {
    return answer("list", "list", () -> account.values().stream().map(Device::toRecord).toList());
  }

  @Override
  public CompletionStage<List<DeviceRecord>> info(Collection<String> ids) {
    return answer(
        "info",
        "info " + String.join(",", ids),
        () ->
            ids.stream()
                .filter(account::containsKey)
                .map(this::device)
                .map(Device::toRecord)
                .toList());
  }

  private CompletionStage<List<DeviceRecord>> answer(
      String path, String call, Supplier<List<DeviceRecord>> records) {
    calls.add(call);
    CompletableFuture<List<DeviceRecord>> answer = new CompletableFuture<>();
    LinkFailure.Kind failure = failures.get(path);
    List<DeviceRecord> now = records.get();
    Runnable end =
        () -> {
          if (failure == null) {
            answer.complete(now);
          } else {
            answer.completeExceptionally(
                new LinkFailure(failure, "The cloud says " + failure + "; do something."));
          }
        };
    if (holding) {
      held.add(end);
    } else {
      end.run();
    }
    return answer;
  }

  @Override
  public RelayLink link(String id) {
    return linkOf(id);
  }

  @Override
  public void close() {
    closed = true;
  }
}
