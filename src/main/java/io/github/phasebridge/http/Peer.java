package io.github.phasebridge.http;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Who is asked, and how sentences name it.
 *
 * @param name such as {@code the meter cloud}
 * @param base its address without credentials and query
 * @param setting where a user changes the address, such as {@code iammeter.url}
 */
public record Peer(String name, HttpUrl base, String setting) {

  /**
   * Makes one from an address of the configuration.
   *
   * @throws IllegalArgumentException if the address does not begin with http or https
   */
  public static Peer of(String name, URI address, String setting) {
    HttpUrl url =
        Optional.ofNullable(HttpUrl.get(address))
            .orElseThrow(
                () -> new IllegalArgumentException(setting + " must begin with http or https"));
    return new Peer(
        name,
        url.newBuilder().username("").password("").query(null).fragment(null).build(),
        setting);
  }

  /** Returns host and port. */
  public String host() {
    return base.host() + ":" + base.port();
  }

  /** Returns the name as a sentence begins with it. */
  public String subject() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
