package io.github.phasebridge.web;

import io.github.phasebridge.config.WebConfig;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Who may see the page. As an app only Home Assistant's ingress proxy, which has checked its user;
 * elsewhere whoever reaches the port, under a name that no stranger's name server can give to it,
 * and with the password if one is set. Safe for many threads.
 */
final class PageAccess {

  private static final Refusal FORBIDDEN = new Refusal(403, "Forbidden");
  private static final Refusal WRONG_NAME =
      new Refusal(
          403,
          "Forbidden: open the page by the computer's IP address, or add this name to"
              + " web.allowed-hosts");

  private final Optional<InetAddress> proxy;
  private final Set<String> names;
  private final Optional<PagePassword> password;

  PageAccess(WebConfig config, LongSupplier nanoTime) {
    proxy = Optional.of(config.ingressProxy()).filter(it -> !it.isEmpty()).map(PageAccess::address);
    names = names(config);
    password =
        config.password().isSet()
            ? Optional.of(new PagePassword(config.password(), nanoTime))
            : Optional.empty();
  }

  /** Returns why this visitor is sent away, or nothing if it is not. */
  Optional<Refusal> refusal(Visitor visitor) {
    if (proxy.isPresent()) {
      boolean served =
          visitor.peer().equals(proxy.get())
              || (visitor.peer().isLoopbackAddress() && asksForHealth(visitor));
      return served ? Optional.empty() : Optional.of(FORBIDDEN);
    }
    if (!mayBeNamed(visitor.hosts())) {
      return Optional.of(WRONG_NAME);
    }
    return asksForHealth(visitor) ? Optional.empty() : password.flatMap(it -> it.refusal(visitor));
  }

  /** Returns whether visitors may send commands. */
  boolean commands() {
    return proxy.isPresent() || password.isPresent();
  }

  /** Returns why visitors may not send commands; empty if they may. */
  String reason() {
    return commands()
        ? ""
        : "This page only shows, since anybody who reaches it could switch: set web.password to"
            + " allow commands.";
  }

  private static boolean asksForHealth(Visitor visitor) {
    return visitor.reads() && HealthEndpoint.PATHS.contains(visitor.path());
  }

  private boolean mayBeNamed(List<String> hosts) {
    return hosts.size() == 1
        && HostName.of(hosts.getFirst())
            .filter(host -> host.literal() || names.contains(host.text()))
            .isPresent();
  }

  private static Set<String> names(WebConfig config) {
    Set<String> names = new HashSet<>();
    Stream.concat(Stream.of("localhost", config.host()), config.allowedHosts().stream())
        .flatMap(name -> HostName.of(name).stream())
        .forEach(name -> names.add(name.text()));
    return Set.copyOf(names);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
