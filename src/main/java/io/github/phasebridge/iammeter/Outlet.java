package io.github.phasebridge.iammeter;

import io.github.phasebridge.device.DeviceSource.CloudListener;
import io.github.phasebridge.device.Signal;
import io.github.phasebridge.device.SignalSink;

/** Where everything goes that is told, until it is closed. Safe for use by several threads. */
final class Outlet {

  private final SignalSink sink;
  private final CloudListener cloud;
  private boolean closed;

  Outlet(SignalSink sink, CloudListener cloud) {
    this.sink = sink;
    this.cloud = cloud;
  }

  synchronized void tell(Signal signal) {
    if (!closed) {
      sink.accept(signal);
    }
  }

  synchronized void cloud(boolean connected, String reason) {
    if (!closed) {
      cloud.cloud(connected, reason);
    }
  }

  /** Nothing is told any more once this returns. */
  synchronized void close() {
    closed = true;
  }
}
