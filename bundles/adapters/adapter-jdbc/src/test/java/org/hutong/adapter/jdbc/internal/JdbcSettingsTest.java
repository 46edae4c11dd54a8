package org.hutong.adapter.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSettingsTest {
  private final Map<String, Object> settings = TargetDatabase.settings(5432);

  private void assertRefused(String setting) {
    assertThatThrownBy(() -> JdbcSettings.read(TargetDatabase.config(settings)))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo(setting));
  }

  @Test
  void aMisspeltSettingIsNamed() {
    settings.put("keyColumUnique", true);

    assertRefused("settings.keyColumUnique");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://h/d",
        "jdbc:postgresql://h/d?loggerFile=/tmp/x",
        "jdbc:postgresql:d",
        "jdbc:postgresql://h:port/d"
      })
  void aUrlThatIsNotPlainIsRefused(String url) {
    settings.put("url", url);

    assertRefused("settings.url");
  }

  @Test
  void aParameterThatCouldLoadClassesIsRefused() {
    settings.put("parameters", Map.of("socketFactory", "x"));

    assertRefused("settings.parameters.socketFactory");
  }

  @Test
  void anOperationThatLosesTheKeyOrTheReceiptIsRefused() {
    Map<String, Object> operations = TargetDatabase.operations();
    settings.put("operations", operations);
    operations.put("create", List.of(Map.of("sql", "SELECT 1 AS a", "receipt", "a")));
    assertRefused("settings.operations.create");
    operations.put("create", List.of("INSERT INTO t VALUES (:key)"));
    assertRefused("settings.operations.create");
  }

  @Test
  void aUniqueKeyNeedsALookUp() {
    Map<String, Object> operations = TargetDatabase.operations();
    operations.remove("lookUp");
    settings.put("operations", operations);

    assertRefused("settings.keyColumnUnique");
  }

  @Test
  void aBrokenStatementIsNamedByItsPlace() {
    Map<String, Object> operations = TargetDatabase.operations();
    operations.put("cancel", List.of("UPDATE t SET a = 'x", "SELECT 1"));
    settings.put("operations", operations);

    assertRefused("settings.operations.cancel.0.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lybh AS reference, bjbh AS receipt FROM t_bj",
        "SELECT lybh AS reference, bjbh AS receipt FROM t_bj WHERE sj >= :from",
        "SELECT a AS reference, b AS receipt FROM t WHERE sj >= :from AND sj < :to AND x = :key",
        "SELECT 1; SELECT :from, :to"
      })
  void aListWithoutItsPeriodOrWithMoreThanItIsRefused(String held) {
    settings.put("held", held);

    assertRefused("settings.held");
  }

  @Test
  void aMissingPasswordIsNamed() {
    SystemConfig config = new SystemConfig("sut", settings, Map.of(), Path.of("."));

    assertThatThrownBy(() -> JdbcSettings.read(config))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo("secrets.password"));
  }

  private Map<String, String> parameters() throws InvalidConfig {
    return JdbcSettings.read(TargetDatabase.config(settings)).target().parameters();
  }

  @Test
  void ofSeveralHostsTheOneThatWritesIsTakenUnlessAnotherIsAskedFor() throws Exception {
    assertThat(parameters()).doesNotContainKey("targetServerType");

    settings.put("url", "jdbc:postgresql://one,two:5433/d");
    assertThat(parameters()).containsEntry("targetServerType", "primary");
    settings.put("parameters", Map.of("targetServerType", "any"));
    assertThat(parameters()).containsEntry("targetServerType", "any");
  }

  @Test
  void aPolledRowWaitsForAMinute() throws Exception {
    settings.put("feeds", Map.of("f", Map.of("table", "t", "key", "k", "changed", "c")));

    assertThat(JdbcSettings.read(TargetDatabase.config(settings)).feeds().get("f"))
        .isInstanceOfSatisfying(
            FeedSettings.Polled.class,
            feed -> assertThat(feed.settle()).isEqualTo(Duration.ofMinutes(1)));
  }
}
