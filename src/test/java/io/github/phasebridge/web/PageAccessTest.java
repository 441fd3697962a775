package io.github.phasebridge.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.testing.FakeTime;
import io.github.phasebridge.testing.LogLines;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
class PageAccessTest {

  private static final String PASSWORD = "open: sesame ü";

  private final FakeTime time = new FakeTime(SampleOverview.START);

  @ParameterizedTest
  @CsvSource({
    "172.30.32.2, GET, /, 200",
    "172.30.32.2, POST, /api/command, 200",
    "172.30.32.2, GET, /health, 200",
    "172.30.32.2, GET, /anything, 200",
    "::ffff:172.30.32.2, GET, /, 200",
    "172.30.32.1, GET, /, 403",
    "172.30.32.3, GET, /health, 403",
    "192.168.1.5, GET, /health, 403",
    "127.0.0.1, GET, /health, 200",
    "127.0.0.1, HEAD, /health, 200",
    "127.0.0.1, GET, /health/live, 200",
    "127.0.0.1, GET, /health/ready, 200",
    "::1, GET, /health, 200",
    "127.0.0.1, POST, /health, 403",
    "127.0.0.1, GET, /health/, 403",
    "127.0.0.1, GET, /metrics, 403",
    "127.0.0.1, GET, /, 403",
    "::1, GET, /api/diagnostics, 403",
  })
  void asAnAppOnlyTheProxyIsServed(String peer, String method, String path, int status) {
    PageAccess access = access(Map.of("WEB_INGRESS_PROXY", "172.30.32.2"));
    Visitor visitor =
        new Visitor(InetAddress.ofLiteral(peer), method, path, List.of("whatever.example"), null);

    assertThat(status(access, visitor)).isEqualTo(status);
  }

  @Test
  void throughTheProxyNoPasswordIsAskedForAndCommandsAreAllowed() {
    PageAccess access =
        access(Map.of("WEB_INGRESS_PROXY", "172.30.32.2", "WEB_PASSWORD", PASSWORD));

    assertThat(access.refusal(visitor("172.30.32.2", "/", null))).isEmpty();
    assertThat(access.commands()).isTrue();
    assertThat(access.reason()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:8099, 200",
    "localhost., 200",
    "127.0.0.1:8099, 200",
    "192.168.1.20, 200",
    "[::1]:8099, 200",
    "[fe80::1], 200",
    "nas.home, 200",
    "nas.home:80, 200",
    "Pi.Local.:8099, 200",
    "phasebridge, 200",
    "evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "localhost.evil.example, 403",
    "evil.localhost, 403",
    "127.0.0.1@evil.example, 403",
    "'', 403",
    "nas.home.evil.example, 403",
  })
  void elsewhereTheNameMustBeOurs(String host, int status) {
    PageAccess access =
        access(Map.of("WEB_HOST", "nas.home", "WEB_ALLOWED_HOSTS", "pi.local:8099,PHASEBRIDGE"));

    assertThat(status(access, named(List.of(host)))).isEqualTo(status);
  }

  @Test
  void aVisitorNamesUsExactlyOnce() {
    PageAccess access = access(Map.of());

    assertThat(status(access, named(List.of()))).isEqualTo(403);
    assertThat(status(access, named(List.of("localhost", "evil.example")))).isEqualTo(403);
    assertThat(status(access, named(List.of("evil.example", "localhost")))).isEqualTo(403);
  }

  @Test
  void withoutAPasswordThePageOnlyShows() {
    PageAccess access = access(Map.of());

    assertThat(access.refusal(visitor("127.0.0.1", "/", null))).isEmpty();
    assertThat(access.commands()).isFalse();
    assertThat(access.reason()).contains("web.password");
  }

  @Test
  void thePasswordOpensEverything() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    assertThat(access.commands()).isTrue();
    assertThat(access.refusal(visitor("127.0.0.1", "/", basic("anybody", PASSWORD)))).isEmpty();
    assertThat(access.refusal(visitor("127.0.0.1", "/", basic("", PASSWORD)))).isEmpty();
    assertThat(
            access.refusal(
                visitor("127.0.0.1", "/", basic("x", PASSWORD).replace("Basic", "bAsIc"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/app.js", "/metrics", "/api/events", "/api/diagnostics", "/health/x", "/x"})
  void withoutThePasswordNothingIsShown(String path) {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    assertThat(status(access, visitor("127.0.0.1", path, null))).isEqualTo(401);
  }

  @Test
  void healthNeedsNoPassword() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    HealthEndpoint.PATHS.forEach(
        path -> assertThat(status(access, visitor("127.0.0.1", path, null))).isEqualTo(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic", "Basic ", "Basic !!!", "Basic eA==", "Bearer x", "Basic eDo="})
  void anythingElseIsNotThePassword(String authorization) {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    assertThat(status(access, visitor("127.0.0.1", "/", authorization))).isEqualTo(401);
  }

  @Test
  void whoGuessesHasToWait() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));
    for (int i = 0; i < FailedLogins.FREE; i++) {
      assertThat(status(access, visitor("10.0.0.9", "/", basic("x", "wrong")))).isEqualTo(401);
    }

    assertThat(status(access, visitor("10.0.0.9", "/", basic("x", PASSWORD)))).isEqualTo(429);
    assertThat(status(access, visitor("10.0.0.8", "/", basic("x", PASSWORD)))).isEqualTo(200);

    time.advance(FailedLogins.PAUSE.minusSeconds(1));
    assertThat(status(access, visitor("10.0.0.9", "/", basic("x", PASSWORD)))).isEqualTo(429);
    time.advance(Duration.ofSeconds(1));
    assertThat(status(access, visitor("10.0.0.9", "/", basic("x", PASSWORD)))).isEqualTo(200);
  }

  @Test
  void whoHasToWaitStandsInTheLogOnce() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));
    try (LogLines log = new LogLines(FailedLogins.class)) {
      for (int i = 0; i < 2 * FailedLogins.FREE; i++) {
        access.refusal(visitor("10.0.0.9", "/", basic("x", "wrong")));
      }
      assertThat(log.all())
          .containsExactly(
              "WARN The page got 5 wrong passwords from 10.0.0.9, which has to wait for 60 s now");
    }
  }

  @Test
  void theRightPasswordPardonsTheWrongOnesBefore() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    for (int i = 0; i < FailedLogins.FREE; i++) {
      assertThat(status(access, visitor("10.0.0.9", "/", basic("x", "wrong")))).isEqualTo(401);
      assertThat(status(access, visitor("10.0.0.9", "/", basic("x", PASSWORD)))).isEqualTo(200);
    }
    assertThat(status(access, visitor("10.0.0.9", "/", basic("x", "wrong")))).isEqualTo(401);
  }

  @Test
  void aPageThatHasNotAskedYetIsNoGuess() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));
    for (int i = 0; i < 3 * FailedLogins.FREE; i++) {
      assertThat(status(access, visitor("10.0.0.9", "/", null))).isEqualTo(401);
    }

    assertThat(status(access, visitor("10.0.0.9", "/", basic("x", PASSWORD)))).isEqualTo(200);
  }

  @Test
  void manyAddressesDoNotHelpToGuess() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));
    for (int i = 0; i < FailedLogins.MOST_ADDRESSES; i++) {
      assertThat(status(access, visitor("2001:db8::" + i, "/", basic("x", "wrong"))))
          .isEqualTo(401);
    }

    assertThat(status(access, visitor("2001:db8::ffff", "/", basic("x", "wrong")))).isEqualTo(429);
    time.advance(FailedLogins.PAUSE);
    assertThat(status(access, visitor("2001:db8::ffff", "/", basic("x", PASSWORD)))).isEqualTo(200);
  }

  @Test
  void aRefusalNeverRepeatsWhatWasAsked() {
    PageAccess access = access(Map.of("WEB_PASSWORD", PASSWORD));

    assertThat(access.refusal(named(List.of("evil.example"))).orElseThrow().words())
        .doesNotContain("evil");
    assertThat(access.refusal(visitor("127.0.0.1", "/evil", basic("evil", "evil"))).orElseThrow())
        .asString()
        .doesNotContain("evil");
  }

  private PageAccess access(Map<String, String> settings) {
    return new PageAccess(Pages.web(settings), time::nanoTime);
  }

  private static int status(PageAccess access, Visitor visitor) {
    return access.refusal(visitor).map(Refusal::status).orElse(200);
  }

  private static Visitor named(List<String> hosts) {
    return new Visitor(InetAddress.getLoopbackAddress(), "GET", "/", hosts, null);
  }

  private static Visitor visitor(String peer, String path, @Nullable String authorization) {
    return new Visitor(
        InetAddress.ofLiteral(peer), "GET", path, List.of("localhost"), authorization);
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }
}
