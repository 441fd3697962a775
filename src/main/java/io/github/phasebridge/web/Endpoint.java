package io.github.phasebridge.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Answers the requests to one address, after it is clear that the visitor may see it. */
@FunctionalInterface
interface Endpoint {

  /** Answers. Called by many threads; may take its time. */
  void answer(HttpExchange exchange) throws IOException;

  /** Returns whether it only reads, so that GET and HEAD are for it; otherwise POST is. */
  default boolean reads() {
    return true;
  }

  /** Returns whether an answer goes on for as long as the visitor stays. */
  default boolean lasts() {
    return false;
  }
}
