package io.github.phasebridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

  private final List<String> told = new ArrayList<>();
  private final SecretMask mask = new SecretMask(told::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "your token a b/c\"d is bad | your token *** is bad",
        "GET /x?q=a+b%2Fc%22d | GET /x?q=***",
        "GET /x?q=a%20b%2Fc%22d | GET /x?q=***",
        "{\"x\":\"a b/c\\\"d\"} | {\"x\":\"***\"}",
        "{\"x\":\"a b\\/c\\\"d\"} | {\"x\":\"***\"}",
        "{\"Token\" : \"unknown\",\"refreshToken\":\"other\"} | {\"Token\" :"
            + " \"***\",\"refreshToken\":\"***\"}",
        "{\"password\":\"cut of | {\"password\":\"***",
        "https://h/p?a=1&token=unknown&b=2 | https://h/p?a=1&token=***&b=2",
        "nothing to hide | nothing to hide",
      })
  void secretsAreHiddenInEveryForm(String text, String expected) {
    mask.learn("a b/c\"d");

    assertThat(mask.clean(text, 1000)).isEqualTo(expected);
  }

  @Test
  void aSecretIsToldOnceAndNothingIsNoSecret() {
    mask.learn("one");
    mask.learn("one");
    mask.learn("");

    assertThat(told).containsExactly("one");
    assertThat(mask.clean("text", 100)).isEqualTo("text");
  }

  @Test
  void aLongerSecretIsHiddenBeforeItsPart() {
    mask.learn("abc");
    mask.learn("abcdef");

    assertThat(mask.clean("abcdef", 100)).isEqualTo("***");
  }

  @Test
  void textsBecomeOneBoundedLine() {
    assertThat(mask.clean("a\r\n\tb\u0000c\u202Ed", 100)).isEqualTo("a b c d");
    assertThat(mask.clean("x".repeat(50), 10)).isEqualTo("xxxxxxxxxx…");
  }

  @Test
  void aSecretAtTheEdgeIsNotCutInTwo() {
    mask.learn("0123456789");

    assertThat(mask.clean("abc0123456789", 8)).isEqualTo("abc***");
  }
}
