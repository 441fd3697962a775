package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPathTest {

  private final WebhookPath path = new WebhookPath(new Secret("0123456789abcdef"));

  @Test
  void theTokenAloneNamesNoDevice() {
    assertThat(path.device("/webhook/0123456789abcdef")).hasValue("");
  }

  @ParameterizedTest
  @CsvSource({
    "/webhook/0123456789abcdef/820720, 820720",
    "/webhook/0123456789abcdef/aB-3_x, aB-3_x",
    "/webhook/0123456789abcdef/820720?sign=1/2, 820720",
  })
  void theLastPartNamesTheDevice(String target, String device) {
    assertThat(path.device(target)).hasValue(device);
  }

  @Test
  void aQueryIsIgnored() {
    assertThat(path.device("/webhook/0123456789abcdef?debug=1")).hasValue("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/webhook",
        "/webhook/",
        "/webhook//",
        "/webhook/0123456789abcde",
        "/webhook/0123456789abcdef0",
        "/webhook/0123456789ABCDEF",
        "/Webhook/0123456789abcdef",
        "/webhook/0123456789abcdef/",
        "/webhook/0123456789abcdef//820720",
        "/webhook/0123456789abcdef/820720/",
        "/webhook/0123456789abcdef/820720/x",
        "/webhook/0123456789abcdef/..",
        "/webhook/../webhook/0123456789abcdef",
        "/x/../webhook/0123456789abcdef",
        "//webhook/0123456789abcdef",
        "//host/webhook/0123456789abcdef",
        "/webhook//0123456789abcdef",
        "/webhook/0123456789abcdef;x=1",
        "/webhook/0123456789abcdef/820720;x=1",
        "/webhook/%30123456789abcdef",
        "/webhook/0123456789abcdef/82%30720",
        "/webhook/0123456789abcdef%2f820720",
        "/webhook/0123456789abcdef#x",
        "/webhook?0123456789abcdef",
        "http://host/webhook/0123456789abcdef",
        "*",
      })
  void everyOtherAddressIsNotOurs(String target) {
    assertThat(path.device(target)).isEmpty();
  }
}
