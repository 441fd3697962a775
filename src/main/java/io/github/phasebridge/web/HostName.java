package io.github.phasebridge.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name or an address under which a server is reached, without its port.
 *
 * @param text in lower case, without a trailing dot; an IPv6 address without brackets
 * @param literal whether it is an IP address, which no name server can make up
 */
record HostName(String text, boolean literal) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([A-Za-z0-9._-]{1,254}))(?::[0-9]{0,5})?");
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  /**
   * Reads what stands in a {@code Host} header or in the configuration.
   *
   * @return nothing if it is neither a name nor an address
   */
  static Optional<HostName> of(String written) {
    Matcher form = FORM.matcher(written.strip());
    if (!form.matches()) {
      return isAddress(written.strip())
          ? Optional.of(new HostName(written.strip().toLowerCase(Locale.ROOT), true))
          : Optional.empty();
    }
    if (form.group(1) != null) {
      return Optional.of(new HostName(form.group(1).toLowerCase(Locale.ROOT), true))
          .filter(it -> isAddress(it.text()));
    }
    String name = form.group(2).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return Optional.of(new HostName(plain, DOTTED.matcher(plain).matches() && isAddress(plain)));
  }

  private static boolean isAddress(String text) {
    try {
      var _ = InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
