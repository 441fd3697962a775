package io.github.phasebridge.device;

import io.github.phasebridge.device.DeviceSource.CloudListener;

/** Where everything goes that is told, until it is closed. Safe for use by several threads. */
public final class Outlet {

  private final SignalSink sink;
  private final CloudListener cloud;
  private boolean closed;

  /** Makes an open one. */
  public Outlet(SignalSink sink, CloudListener cloud) {
    this.sink = sink;
    this.cloud = cloud;
  }

  /** Passes a signal on, unless closed. */
  public synchronized void tell(Signal signal) {
    if (!closed) {
      sink.accept(signal);
    }
  }

  /** Passes the state of the vendor's cloud on, unless closed. */
  public synchronized void cloud(boolean connected, String reason) {
    if (!closed) {
      cloud.cloud(connected, reason);
    }
  }

  /** Nothing is told any more once this returns. */
  public synchronized void close() {
    closed = true;
  }
}
