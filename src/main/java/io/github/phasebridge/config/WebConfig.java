package io.github.phasebridge.config;

import java.util.List;

/**
 * The status page and the webhook ({@code web}).
 *
 * @param enabled whether the page is served
 * @param host the address to listen at
 * @param port the page's port, 0 for any free one
 * @param password lets the page switch relays; not set means read-only
 * @param allowedHosts further names under which the page may be opened
 * @param ingressProxy the only address that is served, since Home Assistant's login stands before
 *     it; empty outside Home Assistant
 * @param webhookHost the address to listen at for the vendor's messages
 * @param webhookPort the webhook's port, 0 for off
 * @param webhookToken the unguessable part of the webhook's path
 */
public record WebConfig(
    boolean enabled,
    String host,
    int port,
    Secret password,
    List<String> allowedHosts,
    String ingressProxy,
    String webhookHost,
    int webhookPort,
    Secret webhookToken) {

  /** Copies the hosts. */
  public WebConfig {
    allowedHosts = List.copyOf(allowedHosts);
  }
}
