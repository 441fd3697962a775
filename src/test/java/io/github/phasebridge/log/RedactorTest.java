package io.github.phasebridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RedactorTest {

  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  private final Redactor redactor = new Redactor();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "349dfxxxxxxac5169",
        "p w+d",
        "a\"b\\c/d#e${f}&g=h?",
        "übergrößen",
        "\uD83D\uDE00key",
        "(.*)[^]{2}|$1\\E",
        "tab\tand\nline",
        "'<&>",
      })
  void aRegisteredSecretIsMaskedInEveryForm(String secret) {
    redactor.register(new Secret(secret));
    JsonMapper json = JsonMapper.shared();
    HttpUrl.Builder url = new HttpUrl.Builder().scheme("http").host("x");
    HttpUrl.Builder path = new HttpUrl.Builder().scheme("http").host("x");

    for (String form :
        List.of(
            secret,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            PERCENT
                .matcher(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"))
                .replaceAll(code -> code.group().toLowerCase(Locale.ROOT)),
            url.addQueryParameter("q", secret)
                .build()
                .toString()
                .substring("http://x/?q=".length()),
            path.addPathSegment(secret).build().toString().substring("http://x/".length()),
            inQuotes(json.writeValueAsString(secret)),
            inQuotes(json.writeValueAsString(secret)).replace("/", "\\/"))) {
      assertThat(redactor.redact("before " + form + " after")).isEqualTo("before *** after");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "joe:", "user:"})
  void aRegisteredSecretIsMaskedInBase64(String before) {
    redactor.register(new Secret("hunter2?>~"));
    byte[] text = (before + "hunter2?>~").getBytes(StandardCharsets.UTF_8);

    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      String redacted = redactor.redact("x " + encoder.encodeToString(text));
      assertThat(redacted).contains("***");
      assertThat(redacted.replaceAll("[^A-Za-z0-9_/+=-]", "").length()).isLessThan(10);
    }
  }

  @Test
  void aSecretWithinAnotherLeavesNothingOfIt() {
    redactor.register(new Secret("hunter"));
    redactor.register(new Secret("hunter2-and-more"));

    assertThat(redactor.redact("hunter2-and-more, hunter")).isEqualTo("***, ***");
  }

  @Test
  void aShortSecretGarblesNothing() {
    redactor.register(new Secret("on"));
    redactor.register(Secret.NONE);

    assertThat(redactor.redact("connection on")).isEqualTo("connection on");
    assertThat(redactor.redact("password=on")).isEqualTo("password=***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET /data?token=abc123&x=1 | GET /data?token=***&x=1",
        "?x=1&sign=0a1b HTTP/1.1 | ?x=1&sign=*** HTTP/1.1",
        "userName=joe&password=a%20b | userName=joe&password=***",
        "{\"token\":\"a\\\"b\",\"id\":1} | {\"token\":\"***\",\"id\":1}",
        "{\"refreshToken\" : \"abc\"} | {\"refreshToken\" : \"***\"}",
        "{\"appSecret\":\"abc\",\"sign\":\"x\"} | {\"appSecret\":\"***\",\"sign\":\"***\"}",
        "{\"token\":12345,\"id\":1} | {\"token\":\"***\",\"id\":1}",
        "{\"token\":null,\"password\":\"\"} | {\"token\":null,\"password\":\"\"}",
        "\"{\\\"token\\\":\\\"a\\\\\\\"b\\\",\\\"id\\\":1}\" |"
            + " \"{\\\"token\\\":\\\"***\\\",\\\"id\\\":1}\"",
        "{\"url\":\"x?token=abc\"} | {\"url\":\"x?token=***\"}",
        "password='a b', next | password='***', next",
        "{\"token\":\"cut off | {\"token\":\"***",
        "Authorization: Basic am9lOmh1bnRlcjI= | Authorization: Basic ***",
        "headers=[authorization:Bearer abc, x:y] | headers=[authorization:Bearer ***, x:y]",
        "headers=[token:349dfac5169, x:y] | headers=[token:***, x:y]",
        "mqtt://joe:hunter2@broker:1883 | mqtt://joe:***@broker:1883",
      })
  void whatIsCalledASecretIsMasked(String text, String redacted) {
    assertThat(redactor.redact(text)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iammeter.token: must be set together with it",
        "the design=good, assign=1",
        "token-in = header",
        "12 calls left, next at 12:30:00",
        "mqtt://broker.example:1883",
        "user@example.com asked",
        "password",
        "token=",
        "***",
      })
  void whatHoldsNoSecretStaysAsItIs(String text) {
    assertThat(redactor.redact(text)).isEqualTo(text);
  }

  @Test
  void aRequestInAnExceptionShowsNoToken() {
    Request request =
        new Request.Builder().url("http://x/?token=abc").header("token", "349dfac5169").build();

    assertThat(redactor.redact(request.toString())).doesNotContain("abc", "349dfac5169");
    assertThat(redactor.redact(URI.create("http://x/?sign=abc&t=1").toString()))
        .isEqualTo("http://x/?sign=***&t=1");
  }

  @Test
  void longTextsAreMaskedInReasonableTimeAndStack() {
    redactor.register(new Secret("hunter2"));
    String escapes = "\\\"".repeat(500_000);

    assertThat(redactor.redact("{\"token\":\"" + escapes + "\",\"a\":1}"))
        .isEqualTo("{\"token\":\"***\",\"a\":1}");
    assertThat(redactor.redact("token".repeat(200_000))).hasSize(1_000_000);
    assertThat(redactor.redact("token:" + "a".repeat(1_000_000))).hasSize(1_000_006);
    assertThat(redactor.redact("token:1" + "a".repeat(1_000_000))).isEqualTo("token:***");
    assertThat(redactor.redact("://".repeat(300_000) + "@")).hasSize(900_001);
    assertThat(redactor.redact("\\".repeat(1_000_000))).hasSize(1_000_000);
  }

  @Test
  void anyTextCanBeRedactedAndARegisteredSecretIsNeverLeft() {
    redactor.register(new Secret("hunter2"));
    Random random = new Random(1);
    List<String> pieces =
        List.of(
            "token",
            "password",
            "sign",
            "=",
            ":",
            "\"",
            "\\",
            "'",
            "{",
            "}",
            "&",
            " ",
            "@",
            "://",
            "hunter2",
            "null",
            "1",
            "authorization",
            "basic ",
            "\n");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(redactor.redact(text.toString())).doesNotContain("hunter2");
    }
  }

  private static String inQuotes(String json) {
    return json.substring(1, json.length() - 1);
  }
}
