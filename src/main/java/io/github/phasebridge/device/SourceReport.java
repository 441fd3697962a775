package io.github.phasebridge.device;

import java.util.List;

/**
 * What a source can say about itself beyond the state of its cloud, for people who look after the
 * bridge.
 *
 * @param channels how it reaches its vendor and is reached by it, besides the cloud's own interface
 * @param allowances what the vendor still allows; of one device, those for its readings come first
 * @param notices what the user should look after, such as a device that is offline and why; not
 *     that the cloud cannot be used, which the bridge says itself, see {@link
 *     DeviceSource.CloudListener}
 */
public record SourceReport(
    List<Channel> channels, List<Allowance> allowances, List<Notice> notices) {

  /** Nothing to say. */
  public static final SourceReport EMPTY = new SourceReport(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public SourceReport {
    channels = List.copyOf(channels);
    allowances = List.copyOf(allowances);
    notices = List.copyOf(notices);
  }
}
