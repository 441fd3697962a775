package io.github.phasebridge.iammeter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.github.phasebridge.config.IammeterConfig;
import io.github.phasebridge.config.Secret;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.guard.EnergyGuard;
import io.github.phasebridge.quota.QuotaLedger;
import io.github.phasebridge.storage.DataDir;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class IammeterModuleTest {

  @Test
  void addsTheMetersWhereTheyAreConfigured() {
    IammeterConfig config = new Bench().config();
    assertThat(meters(config).getProvider()).isNotNull();
    assertThat(sourceCount(config)).isEqualTo(1);
  }

  @Test
  void addsNothingWithoutATokenOrUserName() {
    IammeterConfig plain = new Bench().config();
    IammeterConfig off =
        new IammeterConfig(
            plain.url(),
            Secret.NONE,
            "",
            Secret.NONE,
            plain.meters(),
            plain.pollInterval(),
            plain.powerFactor(),
            plain.staleAfter(),
            plain.tokenIn(),
            plain.analyses(),
            plain.analysisPath(),
            plain.onlyListed());
    assertThat(sourceCount(off)).isZero();
  }

  private static Binding<Set<DeviceSource>> meters(IammeterConfig config) {
    return injector(config).getBinding(Key.get(new TypeLiteral<Set<DeviceSource>>() {}));
  }

  private static long sourceCount(IammeterConfig config) {
    return injector(config).findBindingsByType(TypeLiteral.get(DeviceSource.class)).size();
  }

  /** An injector that checks all bindings and makes nothing. */
  private static Injector injector(IammeterConfig config) {
    return Guice.createInjector(
        Stage.TOOL,
        new IammeterModule(config, IammeterLimits.REAL),
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            Provider<?> never =
                () -> {
                  throw new AssertionError("nothing is made");
                };
            provide(IammeterApi.class, never);
            provide(QuotaLedger.class, never);
            provide(EnergyGuard.class, never);
            provide(DataDir.class, never);
            provide(InstantSource.class, never);
            provide(LongSupplier.class, never);
          }

          private <T> void provide(Class<T> type, Provider<?> never) {
            bind(type).toProvider(() -> type.cast(never.get()));
          }
        });
  }
}
