package io.github.phasebridge.iammeter;

import static io.github.phasebridge.iammeter.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.phasebridge.iammeter.IammeterFailure.Kind;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import io.github.phasebridge.testing.FakeTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands beside the bridge are told when the list of meters is not to be had. */
class MeterOverviewTest {

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private final FakeTime time = new FakeTime(Bench.START);

  @Test
  void withoutQuotaTheListOfTheLastTimeServes() throws Exception {
    bench.api.meter("DA2BED94", "House", row("233.41 0.718 111 0.66 5724.85 0"));
    overview().ask();
    bench.api.fail("sitelist", Kind.QUOTA);

    MeterOverview next = overview();

    assertThat(catchThrowableOfType(IammeterFailure.class, next::ask).kind()).isEqualTo(Kind.QUOTA);
    assertThat(next.knowsAccount()).isTrue();
    assertThat(next.meters())
        .singleElement()
        .extracting(MeterOverview.Line::name)
        .isEqualTo("House");
  }

  @Test
  void theListOfAnotherAccountDoesNotServe() throws Exception {
    bench.api.meter("DA2BED94", "House", row("233.41 0.718 111 0.66 5724.85 0"));
    overview().ask();
    bench.token("of another account");

    assertThat(overview().knowsAccount()).isFalse();
    assertThat(overview().meters()).isEmpty();
  }

  private MeterOverview overview() {
    DataDir dir = DataDir.open(directory);
    return new MeterOverview(
        bench.config(),
        IammeterLimits.REAL,
        bench.api,
        QuotaLedger.open(dir, time, time::nanoTime),
        new CallCounter(),
        dir,
        time);
  }
}
