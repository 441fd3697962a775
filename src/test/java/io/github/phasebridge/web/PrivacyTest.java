package io.github.phasebridge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Loaded;
import io.github.phasebridge.log.Redactor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {

  private final Privacy privacy =
      privacy(
          Map.of(
              "MQTT_USERNAME", "house",
              "MQTT_PASSWORD", "broker-secret",
              "IAMMETER_USER_NAME", "me.too@example.org",
              "IAMMETER_PASSWORD", "cloud-secret"));

  @ParameterizedTest
  @CsvSource({
    "house, ***",
    "Not authorized: house, Not authorized: ***",
    "mqtt://house@broker, mqtt://***@broker",
    "the household, the household",
    "iammeter_house, iammeter_house",
    "warehouse, warehouse",
    "login of me.too@example.org failed, login of *** failed",
    "me-too@example.org, me-too@example.org",
    "xbroker-secretx, x***x",
    "nothing of it, nothing of it",
  })
  void secretsAndUserNamesAreTakenOut(String text, String clean) {
    assertThat(privacy.without(Map.of("text", text))).containsEntry("text", clean);
  }

  @Test
  void everyDepthIsLookedAtAndAllElseStays() {
    Map<String, Object> document =
        Map.of(
            "list",
            List.of("house", 1, List.of(Map.of("house", "cloud-secret"))),
            "number",
            12.5,
            "flag",
            true);

    assertThat(Json.MAPPER.readTree(Json.text(privacy.without(document))))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"list\":[\"***\",1,[{\"house\":\"***\"}]],\"number\":12.5,\"flag\":true}"));
  }

  @Test
  void withoutUserNamesNothingElseIsTakenOut() {
    assertThat(privacy(Map.of()).without(Map.of("text", "house *** ")))
        .containsEntry("text", "house *** ");
  }

  private static Privacy privacy(Map<String, String> settings) {
    Loaded loaded = Pages.config(settings);
    Redactor redactor = new Redactor();
    loaded.effective().secrets().forEach(redactor::register);
    return new Privacy(redactor, loaded.config());
  }
}
