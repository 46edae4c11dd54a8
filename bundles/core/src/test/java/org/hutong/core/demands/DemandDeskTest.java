package org.hutong.core.demands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.casework.Sight;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.demands.Demand;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemandDeskTest {
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);
  private static final Caller OTHER =
      new Caller("clerk2", Set.of(Role.CLERK), "别的站", "127.0.0.1", null);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2016-09-14T04:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private SqlStore store;
  private DemandDesk desk;

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            CLOCK);
    Sight sight =
        (caller, purpose, units, open) -> {
          if ("FREE TEXT".equals(purpose)) {
            throw Refused.because(Code.PURPOSE_UNKNOWN);
          }
          return purpose != null && units.contains(caller.unit())
              ? Sight.View.CLEAR
              : Sight.View.MASKED;
        };
    desk = new DemandDesk("110102014", store, sight, CLOCK);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Map<String, Object> line(String date, String text) {
    Map<String, Object> body = new HashMap<>();
    body.put("date", date);
    body.put("community", Map.of("scheme", "stat-2022", "code", "110102014003"));
    body.put("category", "环境");
    body.put("channel", "VISIT");
    body.put("text", text);
    return body;
  }

  @Test
  void linesAreListedByDayForTheirUnitAndReadForAPurpose() {
    desk.record(CLERK, "k1", line("2016-08-31", "八月的话"));
    Demand second = desk.record(CLERK, "k2", line("2016-09-01", "楼道堆物"));
    assertThat(desk.record(CLERK, "k2", line("2016-09-01", "楼道堆物"))).isEqualTo(second);
    LocalDate from = LocalDate.of(2016, 9, 1);
    LocalDate to = LocalDate.of(2016, 10, 1);
    Page<Demand> page = desk.find(CLERK, from, to, "CASE_HANDLING", 10, null);
    assertThat(page.items()).extracting(Demand::text).containsExactly("楼道堆物");
    assertThat(desk.find(CLERK, from, to, null, 10, null).items())
        .extracting(Demand::text)
        .containsExactly("");
    assertThat(desk.find(OTHER, from, to, "CASE_HANDLING", 10, null).items()).isEmpty();
    Page<Demand> first = desk.find(CLERK, from.minusMonths(1), to, null, 1, null);
    assertThat(desk.find(CLERK, from.minusMonths(1), to, null, 1, first.next().value()).items())
        .extracting(Demand::date)
        .containsExactly(LocalDate.of(2016, 8, 31));
  }

  @Test
  void aPurposeThatIsNoneIsRefusedAlsoWhereThereIsNothingToList() {
    LocalDate day = LocalDate.of(2016, 9, 1);
    assertThatThrownBy(() -> desk.find(CLERK, day, day, "FREE TEXT", 10, null))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.PURPOSE_UNKNOWN));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Map<String, Object> body = line("2016-09-15", "明天的话");
    body.remove("community");
    body.put("item", "MZ-28");
    assertThatThrownBy(() -> desk.record(CLERK, "k", body))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .extracting(FieldError::pointer)
                    .containsExactlyInAnyOrder("/item", "/date", "/community"));
  }
}
