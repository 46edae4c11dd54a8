package org.hutong.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Properties;
import org.hutong.core.access.AccessPolicy;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Path SHIPPED = Path.of("../../config/etc/org.hutong.core.cfg");

  private static Settings of(String text) throws Exception {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Dictionary<String, Object> cfg = new Hashtable<>();
    properties.forEach((name, value) -> cfg.put(name.toString(), value));
    return new Settings(cfg);
  }

  private static String shipped() throws Exception {
    return Files.readString(SHIPPED, StandardCharsets.UTF_8);
  }

  @Test
  void whatShipsIsKnownAllowedAndTheDefault() throws Exception {
    Settings settings = of(shipped());
    assertThat(settings.wrong()).isEmpty();
    assertThat(settings.unknown()).isEmpty();
    Settings usual = new Settings(null);
    assertThat(settings.street()).isEqualTo(usual.street());
    assertThat(settings.streetName()).isEqualTo(usual.streetName());
    assertThat(settings.holdings()).isEqualTo(usual.holdings());
    assertThat(settings.changesWaiters()).isEqualTo(usual.changesWaiters());
    assertThat(settings.disputeDays()).isEqualTo(usual.disputeDays());
  }

  @Test
  void whatShipsAsACommentIsKnownAndTheDefaultToo() throws Exception {
    Settings settings = of(shipped().replaceAll("(?m)^# (?=[a-z]+\\.\\S+ = )", ""));
    assertThat(settings.wrong()).isEmpty();
    assertThat(settings.unknown()).isEmpty();
    assertThat(settings.access()).isEqualTo(AccessPolicy.standard());
    assertThat(settings.laneLimit()).isEqualTo(Duration.ofMinutes(60));
  }

  @Test
  void everythingThatIsWrongIsFoundAtOnce() throws Exception {
    Settings settings =
        of(
            """
            street.code = 天桥
            store.kind = oracle
            store.password = letmein
            store.queue = viele
            retain.at = 2.30
            retain.payloads.days = -1
            holdings.minutes = 0
            dispute.days = 0
            health.lane.minutes = x
            access.lockAfterFailures = 50
            """);
    assertThat(settings.wrong())
        .containsOnlyKeys(
            "street.code",
            "store.kind",
            "store.password",
            "store.queue",
            "retain.at",
            "retain.payloads.days",
            "holdings.minutes",
            "dispute.days",
            "health.lane.minutes",
            "access.lockAfterFailures");
    assertThat(settings.wrong().values()).noneMatch(line -> line.contains("letmein"));
    assertThat(settings.access()).isEqualTo(AccessPolicy.standard());
  }

  @Test
  void aMisspeltNameIsToldAndHarmsNothing() throws Exception {
    Settings settings = of("retain.audits.days = 400\nservice.pid = org.hutong.core");
    assertThat(settings.wrong()).isEmpty();
    assertThat(settings.unknown()).containsExactly("retain.audits.days");
  }
}
