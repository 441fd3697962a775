package io.github.phasebridge.thingboot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A link that remembers every request and answers when a test lets it. */
final class FakeRelayLink implements RelayLink {

  /**
   * One request.
   *
   * @param content such as {@code power=1}
   * @param extra the order's mark, empty for a configuration item
   */
  record Request(String content, String extra, CompletableFuture<JsonNode> answer) {

    void ok() {
      answer.complete(MissingNode.getInstance());
    }

    void fail(LinkFailure.Kind kind) {
      answer.completeExceptionally(new LinkFailure(kind, "The link says " + kind + "."));
    }
  }

  final List<Request> requests = new ArrayList<>();
  String title = "the cloud";
  boolean configures = true;

  @Override
  public String title() {
    return title;
  }

  @Override
  public boolean configures() {
    return configures;
  }

  @Override
  public CompletionStage<Void> send(Order order, String extra) {
    return add(order.name() + "=" + order.value(), extra).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<JsonNode> configure(String item, String value) {
    return add(item + "=" + value, "");
  }

  private CompletableFuture<JsonNode> add(String content, String extra) {
    Request request = new Request(content, extra, new CompletableFuture<>());
    requests.add(request);
    return request.answer();
  }

  /** Returns the latest request. */
  Request last() {
    return requests.getLast();
  }

  /** Returns what was sent. */
  List<String> sent() {
    return requests.stream().map(Request::content).toList();
  }
}
