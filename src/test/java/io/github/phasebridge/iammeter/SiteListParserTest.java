package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteListParserTest {

  @Test
  void whatIsMissingIsTolerated() throws Exception {
    assertThat(
            parse(
                """
                [{"id":"7","Name":null,"Meters":[{"Name":null,"SN":" DA2BED94 "},{"name":"x"},
                   {"sn":null},{"sn":"../x"},{"sn":""},null,3]},
                 {"id":7,"name":"No meters"}, {"meters":null}, {}, {"name":"Far","meters":{}},
                 {"name":"Twice","meters":[{"name":"again","sn":"da2bed94"},
                   {"name":" A\\nB ","sn":12345678}]}]
                """))
        .containsExactly(
            new MeterInfo("DA2BED94", "DA2BED94", ""), new MeterInfo("12345678", "A B", "Twice"));
  }

  @Test
  void anEmptyListIsAnAccountWithoutMeters() throws Exception {
    assertThat(parse("[]")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"x\"", "3", "[1]", "[[]]", "[null]"})
  void anotherShapeIsNoAccountWithoutMeters(String data) {
    assertThatThrownBy(() -> parse(data))
        .isInstanceOfSatisfying(
            IammeterFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE));
  }

  @Test
  void noDataIsNoAccountWithoutMeters() {
    assertThatThrownBy(() -> parse("null"))
        .isInstanceOfSatisfying(
            IammeterFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.OVER_LIMIT));
  }

  private static List<MeterInfo> parse(String data) throws IammeterFailure {
    return SiteListParser.parse(CloudHarness.data("{\"data\":" + data + "}"));
  }
}
