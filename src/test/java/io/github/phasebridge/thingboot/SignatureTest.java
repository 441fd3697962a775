package io.github.phasebridge.thingboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.phasebridge.config.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors made with {@code md5sum}; the one of a relay's secret 123 is the vendor's own. */
class SignatureTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 1700000000, d8c14303eea6e84b7ec653c40d5bc5b9",
    "abc, 1700028800, 452cb6e29ae0bb7771d4ca441dc63999",
    "'geheim/Öl&+ ', 1763722800, adf530301bada2aa52c41fcfc7fc1ed1",
    "'', 1763722800, 4e6e389644b388dfd6ed7775aeed77be",
  })
  void aCallIsSigned(String secret, long seconds, String sign) {
    assertThat(Signature.ofCall(new Secret(secret), seconds)).isEqualTo(sign);
  }

  @ParameterizedTest
  @CsvSource({
    "123, 202cb962ac59075b964b07152d234b70",
    "abc, 900150983cd24fb0d6963f7d28e17f72",
    "'geheim/Öl&+ ', 92eca5416f373bf271fc18a33a44cabb",
  })
  void aRequestToARelayIsSigned(String secret, String sign) {
    assertThat(Signature.ofRelay(new Secret(secret))).isEqualTo(sign);
  }
}
