package io.github.phasebridge.thingboot;

import io.github.phasebridge.config.ThingbootConfig;
import io.github.phasebridge.http.ClockWatch;
import io.github.phasebridge.thingboot.LinkFailure.Kind;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The vendor's cloud over HTTP. */
public final class HttpThingbootApi implements ThingbootApi {

  private final SignedCalls calls;

  /**
   * Prepares calls for an account; sends nothing yet.
   *
   * @param http closed with this
   * @param clockWatch takes what the cloud says when it refuses our time
   * @param counter counts what is sent
   */
  HttpThingbootApi(
      ThingbootConfig config,
      ThingbootHttp http,
      InstantSource clock,
      ClockWatch clockWatch,
      ApiCalls counter) {
    this.calls = new SignedCalls(config, http, clock, clockWatch, counter);
  }

  @Override
  public CompletionStage<List<DeviceRecord>> list() {
    return new Pages<>(calls, "device/list", DeviceRecords::of, DeviceRecord::id).all();
  }

  @Override
  public CompletionStage<List<DeviceRecord>> info(Collection<String> ids) {
    if (ids.isEmpty()) {
      return CompletableFuture.completedStage(List.of());
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (ids.size() == 1) {
      OrderJson.putDevice(body, ids.iterator().next());
    } else {
      body.put("device", String.join(",", ids));
    }
    return calls
        .call("device/info", body.toString())
        .thenCompose(
            answer ->
                DeviceRecords.read(answer.data(), ids)
                    .map(CompletableFuture::completedStage)
                    .orElseGet(() -> CompletableFuture.failedStage(withoutDevices())));
  }

  @Override
  public CompletionStage<List<ProductRecord>> products() {
    return new Pages<>(calls, "product/list", ProductRecord::of, ProductRecord::id).all();
  }

  @Override
  public RelayLink link(String id) {
    return new CloudLink(calls, id);
  }

  @Override
  public void close() {
    calls.close();
  }

  private static LinkFailure withoutDevices() {
    return new LinkFailure(
        Kind.UNCERTAIN, "The ThingBoot cloud answered device/info without any device.");
  }
}
