package io.github.phasebridge.demo;

/** How a call over the limit is answered; the vendor's texts contradict each other. */
public enum OverLimitAnswer {
  /** 200 without a body: "the API will return nothing", as the API page documents. */
  EMPTY,
  /** The JSON word {@code null}. */
  NULL,
  /** 429, as the vendor's newer client expects. */
  TOO_MANY_REQUESTS,
  /** {@code successful:false} with a text. */
  REJECTED
}
