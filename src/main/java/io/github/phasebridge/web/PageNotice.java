package io.github.phasebridge.web;

import io.github.phasebridge.device.Notice;
import io.github.phasebridge.device.Watch;
import jakarta.inject.Inject;
import java.util.List;

/**
 * What the user should know about the page itself. It stands apart from the server, which needs the
 * bridge, because the bridge asks it.
 */
final class PageNotice implements Watch {

  private volatile List<Notice> notices = List.of();

  @Inject
  PageNotice() {}

  /** Tells it from now on. */
  void tell(Notice notice) {
    notices = List.of(notice);
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }
}
