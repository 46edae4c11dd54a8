package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.catalogue.ExampleBody.CONFIG;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.core.access.Purposes;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Cases with the purposes and the catalogue that ship, on a real Derby. */
final class Office implements AutoCloseable {
  static final String PURPOSE = "CASE_HANDLING";
  static final Caller CLERK = caller("clerk1", "东经路站", Role.CLERK);
  static final Caller OFFICER = caller("sbs1", "社保所", Role.OFFICER);
  static final Caller FINAL = caller("mzk1", "民政科", Role.OFFICER);
  static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);
  static final Caller STRANGER = caller("clerk9", "别的站", Role.CLERK);

  final SqlStore store;
  final CatalogueFiles catalogue;
  final Standards standards;
  final Sight sight;
  final CaseDesk desk;
  private int keys;

  Office(Path folder) throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    Calendars calendars = new Calendars(CONFIG);
    catalogue = new CatalogueFiles(CONFIG, calendars);
    assertThat(catalogue.load()).isEmpty();
    Purposes purposes = new Purposes(CONFIG);
    assertThat(purposes.load()).isEmpty();
    sight =
        (caller, purpose, units, open) ->
            Sight.View.valueOf(purposes.clearance(caller, purpose, units, open).name());
    standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units(),
            catalogue.reports()::walls);
    desk =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            new SilentLedger(),
            sight,
            CaseRoom.DETERMINATION_LIMIT,
            Clock.systemUTC());
  }

  static Caller caller(String name, @Nullable String unit, Role... roles) {
    return new Caller(name, Set.of(roles), unit, "127.0.0.1", null);
  }

  /** The sample entry of that item. */
  static Map<String, Object> sample(String item) {
    try {
      return json(Files.readString(CONFIG.resolve("items/samples/" + item + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Case enter() {
    return desk.register(CLERK, key(), sample("MZ-28"));
  }

  Case act(Caller caller, Case c, String action, Object... more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action);
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return desk.act(caller, c.number(), c.version(), key(), body);
  }

  Case correct(Caller caller, Case c, Map<String, Object> patch) {
    return desk.correct(caller, c.number(), c.version(), key(), patch);
  }

  String key() {
    return "office-key-" + ++keys;
  }

  /** The trail so far: who, what, target, why. */
  List<String> trail() {
    return store.read(
        c -> {
          List<String> rows = new ArrayList<>();
          try (PreparedStatement query =
                  c.prepareStatement("SELECT who, what, target, why FROM audit_log ORDER BY seq");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              rows.add(
                  row.getString(1)
                      + " "
                      + row.getString(2)
                      + " "
                      + row.getString(3)
                      + " "
                      + row.getString(4));
            }
          }
          return rows;
        });
  }

  static void refused(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  @Override
  public void close() {
    store.close();
  }
}
