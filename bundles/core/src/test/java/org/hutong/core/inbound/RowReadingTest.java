package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReadingTest {
  @TempDir Path folder;

  @Test
  void aDatabaseThatDoesNotAnswerIsNoFaultOfTheRow() throws Exception {
    SqlStore store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    InboundStreet street = new InboundStreet(store, folder);
    street.declare(ArrivalContract.FEEDS, ArrivalContract.MAPPINGS);
    SystemDefinition system = street.systems.find("si-x").orElseThrow();
    store.close();
    Batch.Row row =
        new Batch.Row(
            "x1",
            "cases#1",
            Map.of(
                "bjbh",
                "DJL1",
                "xm",
                "王安",
                "sfzh",
                "110102800101123",
                "je",
                "3000.00",
                "zt",
                "1",
                "jg",
                "",
                "bjsj",
                "",
                "lybh",
                ""));
    assertThatThrownBy(
            () -> street.reading.read(system, system.inbound().feed("cases").orElseThrow(), row))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.STORE_UNAVAILABLE));
    street.close();
  }
}
