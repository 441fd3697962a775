package io.github.phasebridge.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys from input that is no terminal. */
@Timeout(30)
class KeyStrokesTest {

  private final BlockingQueue<Character> pressed = new LinkedBlockingQueue<>();

  @Test
  void everyCharacterIsAKeyAndLineEndsAreNone() throws Exception {
    InputStream in = new ByteArrayInputStream("1\n2\r\n q".getBytes(StandardCharsets.US_ASCII));
    try (KeyStrokes _ = KeyStrokes.listen(in, pressed::add, KeyMode.LINES)) {
      assertThat(pressed.poll(10, SECONDS)).isEqualTo('1');
      assertThat(pressed.poll(10, SECONDS)).isEqualTo('2');
      assertThat(pressed.poll(10, SECONDS)).isEqualTo('q');
    }
    assertThat(pressed).isEmpty();
  }

  @Test
  void inputThatIsClosedGivesNoKeys() throws Exception {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    KeyStrokes strokes = KeyStrokes.listen(closed, pressed::add, KeyMode.LINES);
    strokes.close();

    assertThat(pressed).isEmpty();
  }
}
