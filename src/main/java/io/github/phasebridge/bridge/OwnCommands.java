package io.github.phasebridge.bridge;

import io.github.phasebridge.config.LogConfig.Level;
import io.github.phasebridge.device.Command;
import io.github.phasebridge.device.DeviceSource;
import io.github.phasebridge.device.Outcome;
import io.github.phasebridge.device.Reading;
import io.github.phasebridge.device.Value;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Carries out the commands of the bridge's own device. */
final class OwnCommands {

  private final Set<DeviceSource> sources;
  private final BridgeControl control;
  private final Devices devices;
  private final Publisher publisher;
  private final InstantSource clock;

  @Inject
  OwnCommands(
      Set<DeviceSource> sources,
      BridgeControl control,
      Devices devices,
      Publisher publisher,
      InstantSource clock) {
    this.sources = sources;
    this.control = control;
    this.devices = devices;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Returns the log level as the device shows it. */
  Value logLevel() {
    return Value.of(control.logLevel().name().toLowerCase(Locale.ROOT));
  }

  /** Carries out a command, at once. */
  Outcome execute(Command command) {
    return switch (command.key()) {
      case BridgeDevice.LOG_LEVEL -> changeLogLevel(command.payload());
      case BridgeDevice.READ_NOW -> {
        sources.forEach(DeviceSource::readNow);
        yield Outcome.accepted("read as far as the vendors' limits allow");
      }
      case BridgeDevice.RESTART -> {
        control.restart();
        yield Outcome.accepted(null);
      }
      default -> Outcome.refused("'" + command.key() + "' takes no commands");
    };
  }

  private Outcome changeLogLevel(String level) {
    control.logLevel(Level.valueOf(level.toUpperCase(Locale.ROOT)));
    DeviceState bridge = devices.get(BridgeDevice.ID);
    if (bridge != null) {
      publisher.read(
          bridge, Reading.of(Map.of(BridgeDevice.LOG_LEVEL, logLevel()), clock.instant()));
    }
    return Outcome.confirmed();
  }
}
