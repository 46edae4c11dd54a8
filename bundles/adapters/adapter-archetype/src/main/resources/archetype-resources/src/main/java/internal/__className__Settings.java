package ${package}.internal;

import java.time.Duration;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;

/**
 * What stands in {@code settings} and {@code secrets} of one system's {@code system.yaml}. A
 * setting that nobody reads is refused by its name, so a misspelt one is not silently without
 * effect.
 *
 * @param connect how long connecting may take
 * @param settle how long after a send its effect may still appear over there
 */
record ${className}Settings(
    String host, int port, String password, Duration connect, Duration settle) {
  private static final int PORTS = 65_535;

  static ${className}Settings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    ${className}Settings read =
        new ${className}Settings(
            settings.required("host"),
            settings.number("port", 0, 1, PORTS),
            config.requiredSecret("password"),
            settings.seconds("connectSeconds", 3, 1, 60),
            settings.seconds("settleSeconds", 30, 1, 3600));
    settings.done();
    return read;
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "${className}Settings[" + host + ":" + port + "]";
  }
}
