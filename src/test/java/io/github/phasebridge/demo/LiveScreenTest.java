package io.github.phasebridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drawing in place. */
class LiveScreenTest {

  private static final String ESC = "\u001b[";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final LiveScreen screen =
      new LiveScreen(new PrintStream(written, false, StandardCharsets.UTF_8));

  private String takeWritten() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  @Test
  void everyFrameIsDrawnOverTheOneBefore() {
    screen.draw(List.of("one", "two"));
    assertThat(takeWritten()).isEqualTo(ESC + "?25lone" + ESC + "K\ntwo" + ESC + "K\n" + ESC + "J");

    screen.draw(List.of("three"));
    assertThat(takeWritten()).isEqualTo(ESC + "2A\rthree" + ESC + "K\n" + ESC + "J");
  }

  @Test
  void closingGivesTheCursorBackOnceAndStopsDrawing() {
    screen.draw(List.of("one"));
    takeWritten();
    screen.close();
    screen.close();
    screen.draw(List.of("two"));

    assertThat(takeWritten()).isEqualTo(ESC + "?25h");
  }

  @Test
  void aScreenThatDrewNothingLeavesTheTerminalAlone() {
    screen.close();

    assertThat(takeWritten()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'40 132\n', 132, 40", "'0 0\n', 80, 24", "'', 80, 24", "stty: no, 80, 24"})
  void theSizeIsReadFromStty(String text, int columns, int rows) {
    assertThat(TerminalSize.parse(text)).isEqualTo(new TerminalSize(columns, rows));
  }

  @Test
  void aTerminalOfAnotherSizeIsDrawnFromScratch() {
    screen.startAnew();
    assertThat(takeWritten()).isEmpty();
    screen.draw(List.of("one", "two"));
    takeWritten();

    screen.startAnew();
    screen.draw(List.of("one"));
    assertThat(takeWritten()).isEqualTo(ESC + "2J" + ESC + "Hone" + ESC + "K\n" + ESC + "J");
  }
}
