package io.github.phasebridge.thingboot;

import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** The way to one relay through the cloud. */
final class CloudLink implements RelayLink {

  private final SignedCalls calls;
  private final String id;

  CloudLink(SignedCalls calls, String id) {
    this.calls = calls;
    this.id = id;
  }

  @Override
  public String title() {
    return "the cloud";
  }

  @Override
  public boolean configures() {
    return true;
  }

  @Override
  public CompletionStage<Void> send(Order order, String extra) {
    return calls.call("device/control", OrderJson.cloud(id, order, extra)).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<JsonNode> configure(String item, String value) {
    return calls
        .call("device/config", OrderJson.configuration(id, item, value))
        .thenApply(VendorAnswer::data);
  }
}
