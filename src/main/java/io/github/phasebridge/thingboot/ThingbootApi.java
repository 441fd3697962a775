package io.github.phasebridge.thingboot;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The vendor's cloud over HTTPS. Stages fail only with a {@link LinkFailure}. Safe for use by
 * several threads; no method waits.
 */
public interface ThingbootApi extends AutoCloseable {

  /** Returns all devices of the account ({@code device/list}, all its pages). */
  CompletionStage<List<DeviceRecord>> list();

  /** Returns details of these devices in one call ({@code device/info}), in any order. */
  CompletionStage<List<DeviceRecord>> info(Collection<String> ids);

  /**
   * Returns the products of the account ({@code product/list}), which names their models; none
   * where nobody knows.
   */
  default CompletionStage<List<ProductRecord>> products() {
    return CompletableFuture.completedStage(List.of());
  }

  /** Returns the link to one device through the cloud. */
  RelayLink link(String id);

  @Override
  void close();
}
