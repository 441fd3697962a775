package io.github.phasebridge.quota;

import static io.github.phasebridge.quota.LedgerLab.HOUR;
import static io.github.phasebridge.quota.LedgerLab.assertDenied;
import static io.github.phasebridge.quota.LedgerLab.assertGranted;
import static io.github.phasebridge.quota.LedgerLab.budget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.phasebridge.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What crashes, full disks and other hands do to the file. */
class LedgerFileTest {

  private static final Budget TWO = budget("two", 2, HOUR);

  @TempDir Path temp;
  private LedgerLab lab;
  private QuotaLedger ledger;

  @BeforeEach
  void open() {
    lab = new LedgerLab(temp);
    ledger = lab.open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2 1795248000", "2 1795248000000 two", "\0\0\0\0"})
  void aLineThatACrashCutOffIsNoCall(String torn) throws Exception {
    assertGranted(ledger, TWO);
    append(torn);

    QuotaLedger next = lab.open();

    assertGranted(next, TWO);
    assertThat(lab.entries()).hasSize(2).last().isEqualTo("2 1795248000000 two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2 x two", "-2 1795248000000 two", "2 1795248000000 two\r", "\0\0"})
  void aDamagedLineCountsAsACallOfEveryBudgetMadeNow(String damaged) throws Exception {
    append(damaged + "\n");

    QuotaLedger next = lab.open();

    assertThat(next.left(TWO, TWO.windows().getFirst())).isEqualTo(1);
    assertThat(next.left(budget("any", 7, HOUR), new Window(7, HOUR))).isEqualTo(6);
    lab.time.advance(Duration.ofMinutes(20));
    assertThat(lab.open().sinceLast(TWO)).contains(Duration.ofMinutes(20));
  }

  @Test
  void aDamagedLineIsNoYoungerThanTheLineAfterIt() throws Exception {
    long now = lab.time.instant().toEpochMilli();
    append("5 " + (now - 50 * 60_000) + " two\nrubbish\n7 " + (now - 40 * 60_000) + " two\n");
    Budget three = budget("two", 3, HOUR);

    QuotaLedger next = lab.open();
    lab.time.advance(Duration.ofMinutes(10));
    assertThat(next.left(three, three.windows().getFirst())).isEqualTo(1);
    lab.time.advance(Duration.ofMinutes(10));
    assertThat(next.left(three, three.windows().getFirst())).isEqualTo(3);
  }

  @Test
  void aRunningProcessIsNotFooledByDamage() throws Exception {
    assertGranted(ledger, TWO);
    lab.time.advance(Duration.ofMinutes(10));
    Files.writeString(lab.file, "phasebridge-ledger 1\n1 17#5248000000 two\n");

    assertThat(ledger.left(TWO, TWO.windows().getFirst())).isEqualTo(1);
    assertThat(ledger.sinceLast(TWO)).contains(Duration.ofMinutes(10));
    assertThat(ledger.sinceLast(budget("other", 1, HOUR))).isEmpty();
  }

  @Test
  void aDamagedTitleLosesNoCall() throws Exception {
    assertGranted(ledger, TWO);
    Files.writeString(lab.file, Files.readString(lab.file).replace("phasebridge", "phasebri?ge"));

    assertDenied(lab.open(), TWO);

    assertThat(lab.file).content().startsWith("phasebridge-ledger 1\n");
  }

  @Test
  void aLedgerThatWasRemovedWhileRunningIsRestored() throws Exception {
    assertGranted(ledger, TWO);
    assertGranted(ledger, TWO);
    Files.delete(lab.file);

    assertDenied(ledger, TWO);

    assertDenied(lab.open(), TWO);
  }

  @Test
  void anEmptyFileIsANewLedger() throws Exception {
    Files.writeString(lab.file, "");

    assertGranted(lab.open(), TWO);

    assertThat(lab.file).content().startsWith("phasebridge-ledger 1\n1 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"phasebridge-ledger 2\nanything\n", "phasebridge-ledger 1.1\n"})
  void aNewerFormatIsNeverTouched(String content) throws Exception {
    Files.writeString(lab.file, content);

    assertThatThrownBy(lab::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("newer phasebridge")
        .hasMessageContaining(lab.file.toString());
    assertThat(assertDenied(ledger, TWO).reason()).contains("newer phasebridge");
    assertThat(ledger.left(TWO, TWO.windows().getFirst())).isZero();
    assertThat(lab.file).hasContent(content);
  }

  @Test
  void aLedgerThatCannotBeReadIsSaidAtTheStart() throws Exception {
    Files.delete(lab.file);
    Files.createDirectory(lab.file);

    assertThatThrownBy(lab::open)
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot read the call ledger " + lab.file);
  }

  @Test
  void withoutADiskNothingIsGrantedAndNothingIsForgotten() throws Exception {
    assertGranted(ledger, TWO);
    Files.delete(lab.file);
    Files.createDirectory(lab.file);

    Decision.Denied denied = assertDenied(ledger, TWO);

    assertThat(denied.reason())
        .startsWith("cannot read the call ledger " + lab.file)
        .endsWith("without an entry in the ledger no call is made");
    assertThat(denied.retryAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(denied.broken()).isTrue();
    assertThat(ledger.sinceLast(TWO)).isPresent();

    Files.delete(lab.file);
    assertGranted(ledger, TWO);
    assertDenied(ledger, TWO);
  }

  @Test
  void whereNotEvenTheMarkCanBeWrittenNoCallIsMade() throws Exception {
    Files.delete(lab.file);
    Path inTheWay = Files.createDirectories(temp.resolve("ledger.tmp/in-the-way"));
    Files.delete(temp.resolve("ledger.unwritten"));
    Path alsoInTheWay = Files.createDirectories(temp.resolve("ledger.unwritten.tmp/in-the-way"));

    assertThat(assertDenied(ledger, TWO).reason()).startsWith("cannot write " + lab.file);
    assertDenied(ledger, TWO);
    Files.delete(alsoInTheWay);
    assertGranted(ledger, TWO);
    Files.delete(inTheWay);
    assertGranted(ledger, TWO);
    assertThat(lab.entries()).hasSize(2);
  }

  @Test
  void callsThatTheDiskDoesNotTakeCountInMemoryAndAreWrittenLater() throws Exception {
    Files.delete(lab.file);
    Path inTheWay = Files.createDirectories(temp.resolve("ledger.tmp/in-the-way"));

    assertGranted(ledger, TWO);
    assertGranted(ledger, TWO);
    assertThat(assertDenied(ledger, TWO).broken()).isFalse();
    Files.delete(inTheWay);
    lab.time.advance(HOUR.dividedBy(2));
    assertDenied(ledger, TWO);

    assertThat(lab.entries()).hasSize(2);
    assertThat(lab.dir.trouble()).isEmpty();
  }

  @Test
  void aMarkOfAnotherProcessMakesThisOneWait() throws Exception {
    Files.writeString(temp.resolve("ledger.unwritten"), "somebody else".repeat(3));

    assertThat(assertDenied(ledger, TWO).retryAfter()).isEqualTo(HOUR);
    lab.time.advance(HOUR);
    assertGranted(ledger, TWO);
    QuotaLedger next = lab.open();
    assertThat(assertDenied(next, TWO).retryAfter()).as("it cannot know either").isEqualTo(HOUR);
    lab.time.advance(Window.LONGEST);
    assertGranted(next, TWO);
    assertGranted(lab.open(), TWO);
  }

  @Test
  void oldCallsAreRemovedFromTheFile() {
    Budget many = budget("many", 10_000, HOUR);
    for (int call = 0; call < 600; call++) {
      assertGranted(ledger, many);
    }
    lab.time.advance(Window.LONGEST);

    assertGranted(ledger, many);

    assertThat(lab.entries()).singleElement().asString().startsWith("601 ");
    assertThat(ledger.left(many, many.windows().getFirst())).isEqualTo(9_999);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws Exception {
    assertGranted(ledger, TWO);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.file)))
        .isEqualTo("rw-------");
  }

  private void append(String text) throws Exception {
    Files.writeString(lab.file, text, StandardOpenOption.APPEND);
  }
}
