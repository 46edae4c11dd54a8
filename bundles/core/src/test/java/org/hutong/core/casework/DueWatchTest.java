package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.catalogue.ExampleBody.CONFIG;
import static org.hutong.core.catalogue.ExampleBody.json;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.Case.Event;
import org.hutong.casework.CaseState;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case accepted on 2026-12-30, when nobody has published the days off of 2027. */
class DueWatchTest {
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-30T02:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path config;
  private CatalogueFiles catalogue;
  private SqlStore store;
  private CaseDesk desk;
  private DueWatch watch;
  private MetricRegistry metrics;

  @BeforeEach
  void open() throws Exception {
    config = folder.resolve("config");
    for (String part : List.of("items", "catalogue", "calendar", "streets")) {
      Files.createDirectories(config.resolve(part));
      try (var shipped = Files.list(CONFIG.resolve(part))) {
        for (Path file : shipped.filter(Files::isRegularFile).toList()) {
          Files.copy(file, config.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            CLOCK);
    Calendars calendars = new Calendars(config);
    catalogue = new CatalogueFiles(config, calendars);
    assertThat(catalogue.load()).isEmpty();
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    desk =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            new SilentLedger(),
            (caller, purpose, units, open) -> Sight.View.CLEAR,
            CaseRoom.DETERMINATION_LIMIT,
            CLOCK);
    metrics = new MetricRegistry();
    watch = CaseRoom.due(store, standards, metrics);
  }

  @AfterEach
  void close() throws Exception {
    watch.close();
    store.close();
  }

  private Case enter(String key) throws IOException {
    return desk.register(
        CLERK, key, json(Files.readString(CONFIG.resolve("items/samples/MZ-28.json"))));
  }

  private void publish2027() throws IOException {
    Files.writeString(
        config.resolve("calendar/notices.csv"),
        "示例(虚构),2027,2026-12-31,示例(虚构)\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        config.resolve("calendar/2027.csv"),
        "notice,from,to,kind,name\n示例(虚构),2027-01-01,2027-01-03,HOLIDAY,元旦\n");
    assertThat(catalogue.load()).isEmpty();
  }

  @Test
  void intakeGoesOnWithoutALimitAndTheAlarmSaysHowMany() throws IOException {
    Case entered = enter("due-key-1");
    enter("due-key-2");
    assertThat(entered.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(entered.due().due()).isNull();
    assertThat(entered.due().status()).isEqualTo("CALENDAR_MISSING");
    assertThat(watch.sweep()).isZero();
    assertThat(watch.check().ok()).isFalse();
    assertThat(watch.check().reason()).startsWith("2 件");
    assertThat(metrics.getGauges().get("cases.calendar.missing").getValue()).isEqualTo(2L);
    assertThat(desk.get(CLERK, entered.number(), "CASE_HANDLING").version())
        .isEqualTo(entered.version());
  }

  @Test
  void whenTheDataArriveTheLimitIsWorkedOutOnceWithANoteInTheHistory() throws IOException {
    Case entered = enter("due-key-1");
    publish2027();
    assertThat(watch.sweep()).isEqualTo(1);
    assertThat(watch.sweep()).isZero();
    assertThat(watch.check().ok()).isTrue();
    Case now = desk.get(CLERK, entered.number(), "CASE_HANDLING");
    // 2026-12-31 is the first of 15 working days; 2027-01-04 to 2027-01-21 hold the other 14.
    assertThat(now.due().due()).isEqualTo(LocalDate.of(2027, 1, 21));
    assertThat(now.due().status()).isEqualTo("RUNNING");
    assertThat(now.version()).isEqualTo(entered.version() + 1);
    assertThat(now.history())
        .filteredOn(e -> e.what().equals("due"))
        .extracting(Event::reason)
        .containsExactly("工作日历已补充，按受理之日起算补算办理时限");
  }
}
