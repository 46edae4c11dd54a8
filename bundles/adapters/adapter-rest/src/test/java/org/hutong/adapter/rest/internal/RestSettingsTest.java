package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestSettingsTest {
  private final Map<String, Object> settings = Samples.settings(80);

  private void assertRefused(String setting) {
    assertThatThrownBy(() -> RestSettings.read(Samples.config(settings)))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo(setting));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/",
        "http://hub.example/",
        "https://user:pass@h/",
        "//h/x",
        "https://h/x#y",
        "h"
      })
  void anAddressThatIsNotPlainOrNotSafeIsRefused(String url) {
    settings.put("url", url);

    assertRefused("settings.url");
  }

  @Test
  void plainHttpToAnotherMachineMustBeSaid() throws Exception {
    settings.put("url", "http://hub.example/api/");
    settings.put("plainHttp", true);

    assertThat(RestSettings.read(Samples.config(settings)).http().url())
        .hasToString("http://hub.example/api");
  }

  @Test
  void aMisspeltSettingIsNamedWhereverItStands() {
    Map<String, Object> operations = Samples.operations();
    operations.put("create", Map.of("path", "/a", "recipt", "/x"));
    settings.put("operations", operations);

    assertRefused("settings.operations.create.recipt");
  }

  @Test
  void anUnknownOperationIsNamed() {
    Map<String, Object> operations = Samples.operations();
    operations.put("delete", Map.of("path", "/a"));
    settings.put("operations", operations);

    assertRefused("settings.operations.delete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cases", "/a b", "/a/{x", "/a#b"})
  void aPathThatMakesNoAddressIsRefused(String path) {
    settings.put("operations", Map.of("create", Map.of("path", path)));

    assertRefused("settings.operations.create.path");
  }

  @Test
  void ourOwnHeadersCannotBeSet() {
    settings.put("headers", Map.of("Authorization", "x"));

    assertRefused("settings.headers");
  }

  @Test
  void aSecretThatIsMissingIsNamed() {
    assertThatThrownBy(
            () -> RestSettings.read(new SystemConfig("sut", settings, Map.of(), Path.of("."))))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo("secrets.token"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/held", "/held?from={from}&to={to}&page={page}&size={size}", "/held?c={cursor}"})
  void aListWithoutItsPeriodOrItsCursorIsRefused(String path) {
    Map<String, Object> held = new HashMap<>(Samples.HELD);
    held.put("path", path);
    settings.put("held", held);

    assertRefused("settings.held.path");
  }

  @Test
  void statusListsAreChecked() {
    settings.put("operations", Map.of("create", Map.of("path", "/a", "rejectOn", List.of("4xx"))));

    assertRefused("settings.operations.create.rejectOn");
  }
}
