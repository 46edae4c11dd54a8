package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Properties;
import org.hutong.gateway.support.SettingsFile;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings read(Map<String, String> properties) throws SettingsFile.Wrong {
    return Settings.read(new Hashtable<>(properties));
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws Exception {
    assertThat(Settings.read(null)).isEqualTo(Settings.DEFAULT);
    assertThat(read(Map.of("service.pid", "x"))).isEqualTo(Settings.DEFAULT);
    assertThat(read(Map.of("concurrency", " 7 ")).concurrency()).isEqualTo(7);
  }

  @Test
  void theFileThatIsShippedSaysTheDefaults() throws Exception {
    Properties file = new Properties();
    try (var in = Files.newBufferedReader(shipped())) {
      file.load(in);
    }
    Hashtable<String, Object> properties = new Hashtable<>();
    file.stringPropertyNames().forEach(name -> properties.put(name, file.getProperty(name)));

    assertThat(properties).hasSize(9);
    assertThat(Settings.read(properties)).isEqualTo(Settings.DEFAULT);
  }

  private static Path shipped() throws IOException {
    return Path.of("../../../config/etc/org.hutong.gateway.soap.cfg").toRealPath();
  }

  @Test
  void aWrongValueOrAnUnknownNameIsNamed() {
    assertThat(wrong("rate.burst", "many").property()).isEqualTo("rate.burst");
    assertThat(wrong("body.bytes", "0").property()).isEqualTo("body.bytes");
    assertThat(wrong("public.url", "gopher://x").property()).isEqualTo("public.url");
    assertThat(wrong("rate.perMinute", "1").property()).isEqualTo("rate.perMinute");
  }

  private static SettingsFile.Wrong wrong(String name, String value) {
    return catchThrowableOfType(SettingsFile.Wrong.class, () -> read(Map.of(name, value)));
  }
}
