package org.hutong.core.casework;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.Event;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.CaseState;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.Closing;
import org.hutong.core.casework.EntryReader.Checked;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.kernel.CaseNumber;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What comes in from systems and concerns a case, inside the unit of the writer that also moves the
 * source's cursor. What is refused is refused before anything is written, so that the other rows of
 * the unit stay.
 */
public final class Arrivals {
  /** What a system said of a case; each is an event of the case's history and moves no state. */
  private static final Set<String> WORDS =
      Set.of("GRANTED", "DENIED", "SENT_BACK", "WITHDRAWN", "STATUS");

  private static final Set<String> RESULTS = Set.of("GRANTED", "DENIED");

  private static final Set<CaseState> PAST =
      Set.of(
          CaseState.ACCEPTED,
          CaseState.IN_PROGRESS,
          CaseState.COMPLETED,
          CaseState.ARCHIVED,
          CaseState.NOT_ACCEPTED,
          CaseState.WITHDRAWN,
          CaseState.TERMINATED);

  private final String street;
  private final CaseDesk desk;
  private final KeptStandards kept;
  private final EntryReader reader;
  private final Gaps gaps;
  private final CaseFiles files;
  private final Ledger ledger;
  private final Store store;

  Arrivals(String street, Store store, Standards standards, Ledger ledger, CaseDesk desk) {
    this.street = street;
    this.desk = desk;
    this.kept = new KeptStandards(standards.catalogue());
    this.reader = new EntryReader(standards.catalogue(), standards.forms());
    this.gaps = new Gaps(standards.gaps());
    this.files = new CaseFiles(store.vault());
    this.ledger = ledger;
    this.store = store;
  }

  /** A body that has passed its checks, with what is missing. */
  public static final class Prepared {
    private final Checked checked;
    private final List<Gap> missing;

    private Prepared(Checked checked, List<Gap> missing) {
      this.checked = checked;
      this.missing = missing;
    }
  }

  /**
   * How an earlier case stood in its system.
   *
   * @param result GRANTED or DENIED, with its ground; null where there was none
   */
  public record Past(
      CaseState state,
      Instant registeredAt,
      @Nullable Instant endedAt,
      @Nullable String result,
      @Nullable String ground) {
    /** Only states in which a system can have left a case, and results that are known. */
    public Past {
      if (!PAST.contains(state)) {
        throw Refused.because(Code.FIELD_VALUE, "历史办件的状态不正确");
      }
      if (result != null && !RESULTS.contains(result)) {
        throw Refused.because(Code.FIELD_VALUE, "历史办件的结果只能取 GRANTED、DENIED");
      }
    }

    /** Hides the ground. */
    @Override
    public String toString() {
      return "Past[" + state + "]";
    }
  }

  /** What a system said of a case. */
  public record Word(String result, @Nullable String ground, String source) {
    /** Only words that are known. */
    public Word {
      if (!WORDS.contains(result)) {
        throw Refused.because(Code.FIELD_VALUE, "系统的结果不正确");
      }
    }

    /** Hides the ground. */
    @Override
    public String toString() {
      return "Word[" + result + "]";
    }
  }

  /** Checks a body outside of the writer; throws {@link Refused} with everything that is wrong. */
  public Prepared prepare(Map<String, Object> body, Instant now) {
    Checked checked = reader.read(body, Times.day(now));
    if (checked.entry().materials().stream().anyMatch(m -> m.id() != null)) {
      throw Refused.because(Code.MATERIAL_NOT_FOUND, "系统来的办件不能引用上传的材料");
    }
    kept.keep(store, checked.item());
    return new Prepared(checked, gaps.of(checked.item(), checked.entry(), Times.day(now)));
  }

  /** The same for an earlier case: its form need not be what the item asks for today. */
  public Prepared prepareHistory(Map<String, Object> body) {
    Checked checked = reader.readHistory(body);
    kept.keep(store, checked.item());
    return new Prepared(checked, List.of());
  }

  /** Registers a case that began in a system, which it is not echoed to; gives its number. */
  public String enter(Tx tx, Caller caller, Prepared prepared) throws SQLException {
    return desk.enter(tx, caller, prepared.checked, prepared.missing).number();
  }

  /** Takes what its system has changed in a case; false when the case can no longer be changed. */
  public boolean renew(Tx tx, Caller caller, String number, Prepared prepared) throws SQLException {
    Optional<CaseFile> found = files.find(tx.connection(), number);
    Item item = found.isEmpty() ? null : kept.of(tx.connection(), found.get()).orElse(null);
    if (item == null || !CaseFlow.correctable(found.get().state())) {
      return false;
    }
    CaseFile next = found.get().changed(tx.now().toEpochMilli(), true);
    Entry entry = prepared.checked.entry();
    if (!entry.item().equals(next.item())) {
      return false;
    }
    files.update(tx, next, entry);
    files.event(tx, next, next.version(), event(tx, caller, next, "correct", null, null));
    ledger.corrected(tx, Transitions.ref(next, item));
    tx.change("CASE", number, next.revision(), "correct");
    tx.audit(AuditRow.done(caller, "case.correct", number, whom(entry), null));
    return true;
  }

  /**
   * Writes down what a system said; false when there is no such case. A receipt is no decision and
   * never comes here.
   */
  public boolean said(Tx tx, Caller caller, String number, Word word) throws SQLException {
    Optional<CaseFile> found = files.find(tx.connection(), number);
    if (found.isEmpty()) {
      return false;
    }
    CaseFile next = found.get().changed(tx.now().toEpochMilli(), false);
    files.update(tx, next, null);
    String what = "system-" + word.result().toLowerCase(Locale.ROOT).replace('_', '-');
    files.event(
        tx, next, next.version(), event(tx, caller, next, what, word.ground(), word.source()));
    tx.change("CASE", number, next.revision(), what);
    tx.audit(AuditRow.done(caller, "case." + what, number, null, null));
    return true;
  }

  /** Keeps an earlier case as it stood, and sends it nowhere; gives its number. */
  public String keepPast(Tx tx, Caller caller, Prepared prepared, Past past) throws SQLException {
    Entry entry = prepared.checked.entry();
    CaseNumber number = CaseFiles.nextNumber(tx, street);
    long registered = past.registeredAt().toEpochMilli();
    CaseFile file =
        new CaseFile(
            CaseFiles.nextId(tx),
            number.text(),
            entry.item(),
            prepared.checked.item().standard(),
            past.state(),
            null,
            1,
            1,
            Units.of(caller),
            entry.origin() == null ? null : entry.origin().system(),
            registered,
            registered,
            past.endedAt() == null ? registered : past.endedAt().toEpochMilli(),
            null,
            Deadlines.NONE,
            closing(past),
            List.of());
    files.insert(tx, file, number, entry);
    files.event(tx, file, 1, event(tx, caller, file, "import", "历史办件导入", null));
    tx.change("CASE", file.number(), 1, "import");
    tx.audit(AuditRow.done(caller, "case.import", file.number(), whom(entry), null));
    return file.number();
  }

  private static Closing closing(Past past) {
    if (past.result() == null) {
      return Closing.NONE;
    }
    String ground = past.ground() == null ? "系统未说明" : past.ground();
    return new Closing(new Decision(past.result(), ground, null), null);
  }

  private @Nullable String whom(Entry entry) {
    String id = entry.subject().idNumber();
    return id == null ? null : store.vault().reference(id);
  }

  private static Event event(
      Tx tx,
      Caller caller,
      CaseFile file,
      String what,
      @Nullable String reason,
      @Nullable String basis) {
    return new Event(
        Times.shown(tx.now().toEpochMilli()),
        what,
        null,
        Units.of(caller),
        caller.account(),
        file.revision(),
        reason,
        basis);
  }
}
