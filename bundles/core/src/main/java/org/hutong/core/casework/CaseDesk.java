package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Action;
import org.hutong.casework.Case;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.casework.Case.Evaluation;
import org.hutong.casework.Case.Event;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Casework;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.Closing;
import org.hutong.core.casework.EntryReader.Checked;
import org.hutong.core.casework.Sight.View;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.statistics.FormLoad;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Idempotency.Again;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.kernel.CaseNumber;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The one entry (一口受理): every write is one unit with case, steps, deliveries, change, audit. */
public final class CaseDesk implements Casework {
  private final String street;
  private final Store store;
  private final KeptStandards kept;
  private final EntryReader reader;
  private final Gaps gaps;
  private final CaseFiles files;
  private final CaseViews views;
  private final CaseSearch search;
  private final Transitions transitions;
  private final Ledger ledger;
  private final Idempotency idempotency;
  private final CaseTrail trail;
  private final Repeats repeats;
  private final CaseSight sight;
  private final FormLoad load;
  private final Clock clock;

  CaseDesk(
      String street,
      Store store,
      Standards standards,
      Ledger ledger,
      Sight sight,
      int determinationLimit,
      FormLoad load,
      Clock clock) {
    this.street = street;
    this.store = store;
    Catalogue catalogue = standards.catalogue();
    this.kept = new KeptStandards(catalogue);
    this.reader = new EntryReader(catalogue, standards.forms());
    this.gaps = new Gaps(standards.gaps());
    this.load = load;
    this.files = new CaseFiles(store.vault(), load);
    this.views = new CaseViews(street, files, ledger, gaps, new Levels(standards.units()), clock);
    Deadlines deadlines = new Deadlines(standards.calendar());
    this.sight = new CaseSight(sight, new Walls(catalogue, standards.walls()));
    this.search = new CaseSearch(store, catalogue, files, views, this.sight, deadlines, clock);
    this.transitions =
        new Transitions(
            ledger,
            deadlines,
            new DisputeBook(store),
            new Routing(standards.units()),
            determinationLimit);
    this.ledger = ledger;
    this.idempotency = new Idempotency(store.vault());
    this.trail = new CaseTrail(store.vault());
    this.repeats = new Repeats(files, this.sight, trail);
    this.clock = clock;
  }

  @Override
  public Case register(Caller caller, String key, Map<String, Object> body) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    Idempotency.Request request = idempotency.request(caller, key, "case.register", body);
    Checked checked;
    try {
      checked = reader.read(body, Times.day(clock.instant()));
    } catch (Refused refused) {
      // The catalogue may have moved on since the first answer was given.
      return store
          .write(tx -> request.first(tx, Case.class, again(caller)))
          .orElseThrow(() -> refused);
    }
    List<Gap> missing = gaps.of(checked.item(), checked.entry(), Times.day(clock.instant()));
    kept.keep(store, checked.item());
    // Its forms are traced here, once, and not while the writer waits.
    load.apart(checked.item().ref(), checked.entry().body());
    return store.write(
        tx -> request.once(tx, Case.class, t -> enter(t, caller, checked, missing), again(caller)));
  }

  private Again<Case> again(Caller caller) {
    return (tx, first) -> repeats.again(tx, caller, first);
  }

  Case enter(Tx tx, Caller caller, Checked checked, List<Gap> missing) throws SQLException {
    tx.traced(caller.trace());
    Entry entry = checked.entry();
    Item item = checked.item();
    MaterialFiles.mustBeComplete(tx, caller, sight, 0, entry.materials());
    CaseNumber number = CaseFiles.nextNumber(tx, street);
    long now = tx.now().toEpochMilli();
    CaseFile file =
        new CaseFile(
            CaseFiles.nextId(tx),
            number.text(),
            item.ref(),
            item.standard(),
            CaseState.REGISTERED,
            null,
            1,
            1,
            Units.of(caller),
            entry.origin() == null ? null : entry.origin().system(),
            now,
            null,
            now,
            null,
            Deadlines.NONE,
            Closing.NONE,
            List.of());
    List<Event> history = new ArrayList<>();
    history.add(CaseTrail.event(tx, caller, file, "register", null, null));
    boolean accepted = item.acceptOnEntry() && missing.isEmpty();
    if (accepted) {
      file =
          transitions
              .accept(tx, file, item, missing, entry.subject().community())
              .changed(now, false);
      history.add(CaseTrail.event(tx, caller, file, "accept", null, null));
    }
    files.insert(tx, file, number, entry);
    for (int i = 0; i < history.size(); i++) {
      files.event(tx, file, i + 1L, history.get(i));
    }
    List<DeliveryLine> lines = accepted ? transitions.send(tx, file, item, entry) : List.of();
    tx.change("CASE", file.number(), 1, accepted ? "accept" : "register");
    trail.done(tx, caller, "case.register", file, entry);
    return views.of(file, item, entry, history, lines, caller, !caller.maskedOnly());
  }

  @Override
  public Case get(Caller caller, String number, @Nullable String purpose) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB, Role.STREET_IT);
    sight.sight().check(caller, purpose);
    record Found(CaseFile file, Item item, Case shown, Entry entry) {}
    Found found =
        store.read(
            c -> {
              CaseFile file = visible(c, caller, number, purpose);
              boolean clear = sight.of(caller, purpose, file) == View.CLEAR;
              Item item = kept.required(c, file);
              return new Found(
                  file,
                  item,
                  views.load(c, file, item, caller, clear),
                  Entries.of(files.body(c, file.id(), file.revision())));
            });
    // Who looked at whom is kept before the answer leaves.
    store.write(
        tx -> {
          boolean masked = found.shown().masked();
          trail.read(tx, caller, found.file(), found.entry(), masked, purpose);
          return 0;
        });
    return found.shown();
  }

  private CaseFile visible(Connection c, Caller caller, String number, @Nullable String purpose)
      throws SQLException {
    return files
        .find(c, number)
        .filter(f -> sight.of(caller, purpose, f) != View.NONE)
        .orElseThrow(() -> Refused.because(Code.CASE_NOT_FOUND));
  }

  @Override
  public Page<CaseSummary> search(Caller caller, Map<String, Object> query) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    return search.find(caller, query);
  }

  @Override
  public Case correct(
      Caller caller, String number, @Nullable Long ifMatch, String key, Map<String, Object> patch) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    mustKnow(ifMatch);
    Idempotency.Request request = idempotency.request(caller, key, "case.correct/" + number, patch);
    return store.write(
        tx ->
            request.once(
                tx, Case.class, t -> correct(t, caller, number, ifMatch, patch), again(caller)));
  }

  private Case correct(Tx tx, Caller caller, String number, long ifMatch, Map<String, Object> patch)
      throws SQLException {
    tx.traced(caller.trace());
    CaseFile file = current(tx, caller, number, ifMatch);
    Item item = kept.required(tx.connection(), file);
    if (!CaseFlow.correctable(file.state())) {
      throw Refused.action(
          Code.CASE_ACTION_ILLEGAL,
          Code.CASE_ACTION_ILLEGAL.sentence(),
          CaseFlow.allowed(file, item, caller, Units.of(caller)));
    }
    mustBeConcerned(caller, file);
    Map<String, Object> before = files.body(tx.connection(), file.id(), file.revision());
    Map<String, Object> after = MergePatch.of(before, patch);
    Entry entry = reader.reread(before, after, item, Times.day(tx.now()));
    if (after.equals(before) || entry.body().equals(before)) {
      // Nothing to correct: no revision, nothing is sent to anybody, and no way to look without
      // saying what for.
      trail.read(tx, caller, file, entry, true, null);
      return views.load(tx.connection(), file, item, caller, false);
    }
    MaterialFiles.mustBeComplete(tx, caller, sight, file.id(), entry.materials());
    CaseFile next = file.changed(tx.now().toEpochMilli(), true);
    files.update(tx, next, entry);
    files.event(tx, next, next.version(), CaseTrail.event(tx, caller, next, "correct", null, null));
    ledger.corrected(tx, Transitions.ref(next, item));
    tx.change("CASE", next.number(), next.revision(), "correct");
    trail.done(tx, caller, "case.correct", next, entry);
    return views.load(tx.connection(), next, item, caller, clear(caller, next));
  }

  @Override
  public Case act(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String key,
      Map<String, Object> action) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    mustKnow(ifMatch);
    ActionRequest asked = ActionRequest.read(action);
    Idempotency.Request request = idempotency.request(caller, key, "case.act/" + number, action);
    return store.write(
        tx ->
            request.once(
                tx, Case.class, t -> act(t, caller, number, ifMatch, asked), again(caller)));
  }

  private Case act(Tx tx, Caller caller, String number, long ifMatch, ActionRequest asked)
      throws SQLException {
    tx.traced(caller.trace());
    CaseFile file = current(tx, caller, number, ifMatch);
    Item item = kept.required(tx.connection(), file);
    String unit = Units.of(caller);
    if (!CaseFlow.possible(file, item, asked.action())) {
      throw Refused.action(
          Code.CASE_ACTION_ILLEGAL,
          "办件现为“" + file.state().zh() + "”，不能进行该操作",
          CaseFlow.allowed(file, item, caller, unit));
    }
    if (!CaseFlow.entitled(file, asked.action(), caller, unit)) {
      throw Refused.because(Code.STEP_NOT_YOURS);
    }
    Integer open = file.open() == null ? null : file.open().no();
    if (asked.step() != null && !asked.step().equals(open)) {
      throw Refused.because(Code.STEP_NOT_FOUND);
    }
    Entry entry = Entries.of(files.body(tx.connection(), file.id(), file.revision()));
    List<Gap> missing =
        asked.action() == Action.COMPLETE
            ? Gaps.deferred(item, entry)
            : gaps.of(item, entry, Times.day(tx.now()));
    CaseFile next =
        transitions
            .apply(tx, file, item, asked, missing, entry.subject().community())
            .changed(tx.now().toEpochMilli(), false);
    files.update(tx, next, null);
    String what = asked.action().wireName();
    files.event(tx, next, next.version(), CaseTrail.event(tx, caller, next, what, open, asked));
    tx.change("CASE", next.number(), next.revision(), what);
    trail.done(tx, caller, "case." + what, next, entry);
    return views.load(tx.connection(), next, item, caller, clear(caller, next));
  }

  /** Whether who has just acted on the case is answered in clear. */
  private static boolean clear(Caller caller, CaseFile file) {
    boolean staff = caller.is(Role.CLERK) || caller.is(Role.OFFICER);
    boolean handles =
        caller.is(Role.DISPATCHER) || (staff && file.units().contains(Units.of(caller)));
    return handles && !caller.maskedOnly() && file.isOpen();
  }

  private CaseFile current(Tx tx, Caller caller, String number, @Nullable Long ifMatch)
      throws SQLException {
    CaseFile file = visible(tx.connection(), caller, number, null);
    if (ifMatch != null && file.version() != ifMatch) {
      throw Refused.because(Code.CASE_STALE);
    }
    return file;
  }

  private static void mustBeConcerned(Caller caller, CaseFile file) {
    if (!CaseFlow.concerned(file, caller, Units.of(caller))) {
      throw Refused.because(Code.STEP_NOT_YOURS, "该办件与本单位无关，不能由本单位更正或评价");
    }
  }

  private static void mustKnow(@Nullable Long ifMatch) {
    if (ifMatch == null) {
      throw Refused.because(Code.PRECONDITION_MISSING);
    }
  }

  @Override
  public Case evaluate(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String key,
      Map<String, Object> evaluation) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
    Fields f = new Fields(evaluation).only("score", "comment");
    Long score = f.integer("score", 1, 5);
    if (!f.has("score")) {
      f.note("score", Code.FIELD_MISSING);
    }
    String comment = f.text("comment", 500);
    f.check();
    Idempotency.Request request =
        idempotency.request(caller, key, "case.evaluate/" + number, evaluation);
    return store.write(
        tx ->
            request.once(
                tx,
                Case.class,
                t -> evaluate(t, caller, number, ifMatch, score.intValue(), comment),
                again(caller)));
  }

  private Case evaluate(
      Tx tx,
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      int score,
      @Nullable String comment)
      throws SQLException {
    CaseFile file = current(tx, caller, number, ifMatch);
    Item item = kept.required(tx.connection(), file);
    if (!Set.of(CaseState.COMPLETED, CaseState.ARCHIVED).contains(file.state())) {
      throw Refused.action(
          Code.CASE_ACTION_ILLEGAL,
          "办结之后才能评价",
          CaseFlow.allowed(file, item, caller, Units.of(caller)));
    }
    mustBeConcerned(caller, file);
    if (file.closing().evaluation() != null) {
      throw Refused.because(Code.CASE_EVALUATED);
    }
    long now = tx.now().toEpochMilli();
    CaseFile next =
        file.evaluated(new Evaluation(score, comment, Times.shown(now))).changed(now, false);
    files.update(tx, next, null);
    files.event(
        tx, next, next.version(), CaseTrail.event(tx, caller, next, "evaluate", null, null));
    tx.change("CASE", next.number(), next.revision(), "evaluate");
    tx.audit(AuditRow.done(caller, "case.evaluate", next.number(), null, null));
    return views.load(tx.connection(), next, item, caller, clear(caller, next));
  }
}
