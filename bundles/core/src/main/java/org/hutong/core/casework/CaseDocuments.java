package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.casework.Action;
import org.hutong.casework.Case.Event;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.casework.CaseFile.StepRow;
import org.hutong.core.delivery.CaseDocument;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What delivery asks of casework: documents for the mappings, what intake expects, whom it tells.
 */
public final class CaseDocuments implements CaseSource {
  private static final String BY_ID =
      "SELECT " + CaseFiles.COLUMNS + " FROM case_file f WHERE f.id = ?";
  private static final String EVENTS =
      "SELECT f.id, f.case_number, f.item_scheme, f.item_code, f.item_version, f.origin_system,"
          + " e.what, e.step_no, e.revision, e.at_ms, f.standard FROM case_event e"
          + " JOIN case_file f ON f.id = e.case_id"
          + " JOIN (SELECT DISTINCT case_id FROM case_event WHERE at_ms >= ? AND at_ms < ?) p"
          + " ON p.case_id = e.case_id"
          + " WHERE e.what IN"
          + " ('accept', 'approve', 'complete', 'deny', 'correct', 'withdraw', 'terminate')"
          + " ORDER BY f.id, e.event_no";

  private static final Set<CaseState> CLOSED =
      EnumSet.of(
          CaseState.WITHDRAWN, CaseState.TERMINATED, CaseState.NOT_ACCEPTED, CaseState.ARCHIVED);
  private static final Set<String> ENDINGS =
      Set.of(Action.WITHDRAW.wireName(), Action.TERMINATE.wireName(), Action.REFUSE.wireName());

  private final CaseFiles files;
  private final KeptStandards kept;
  private final KnownCases known;
  private final Bodies bodies = new Bodies();

  CaseDocuments(Store store, Catalogue catalogue, KnownCases known) {
    this.files = new CaseFiles(store.vault());
    this.kept = new KeptStandards(catalogue);
    this.known = known;
  }

  private CaseFile file(Connection c, long caseId) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(BY_ID)) {
      s.setLong(1, caseId);
      try (ResultSet row = s.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("There is no case " + caseId, "02000");
        }
        return files.file(c, row);
      }
    }
  }

  @Override
  public Map<String, Object> document(Connection c, long caseId, int revision) throws SQLException {
    CaseFile file = file(c, caseId);
    String itemName = kept.of(c, file).map(Item::name).orElse("");
    Map<String, Object> body = bodies.of(caseId, revision, () -> files.body(c, caseId, revision));
    Map<String, Object> document = document(file, revision, itemName, body);
    document.put("ended", CLOSED.contains(file.state()) ? ended(c, file) : null);
    return document;
  }

  /** The document of a case that has not ended, as it is being stored. */
  static CaseDocument document(CaseFile file, Item item, Map<String, Object> body) {
    return new CaseDocument(
        Collections.unmodifiableMap(document(file, file.revision(), item.name(), body)));
  }

  private static Map<String, Object> document(
      CaseFile file, int revision, String itemName, Map<String, Object> body) {
    Map<String, Object> document = new LinkedHashMap<>(body);
    document.put("number", file.number());
    document.put("revision", (long) revision);
    document.put("state", file.state().name());
    document.put("unit", file.unit());
    document.put("itemName", itemName);
    document.put("registeredAt", Times.shown(file.registeredAt()).toString());
    document.put("acceptedAt", shown(file.acceptedAt()));
    document.put("steps", file.steps().stream().map(CaseDocuments::step).toList());
    document.put("ended", null);
    document.put(
        "decision",
        file.closing().decision() == null
            ? null
            : Trees.convert(file.closing().decision(), Map.class));
    return document;
  }

  /** Why it ended without a decision, for what a system is told when it is to let go of it. */
  private @Nullable Map<String, Object> ended(Connection c, CaseFile file) throws SQLException {
    Map<String, Object> ended = null;
    for (Event event : files.history(c, file.id())) {
      if (ENDINGS.contains(event.what())) {
        ended = new LinkedHashMap<>();
        ended.put("what", event.what());
        ended.put("at", event.at().toString());
        ended.put("unit", event.unit());
        ended.put("reason", event.reason());
        ended.put("basis", event.basis());
      }
    }
    return ended;
  }

  private static @Nullable String shown(@Nullable Long millis) {
    return millis == null ? null : Times.shown(millis).toString();
  }

  private static Map<String, Object> step(StepRow step) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("no", (long) step.no());
    tree.put("unit", step.unit());
    // Who disputes with whom is the street's own affair: to a system the step is under way.
    boolean disputed = step.state() == StepState.CONTESTED;
    tree.put("state", (disputed ? StepState.ACTIVE : step.state()).name());
    tree.put("since", Times.shown(step.since()).toString());
    return tree;
  }

  @Override
  public OptionalLong find(Connection c, String number) throws SQLException {
    return files.find(c, number).map(f -> OptionalLong.of(f.id())).orElse(OptionalLong.empty());
  }

  @Override
  public Owner owner(Connection c, long caseId) throws SQLException {
    CaseFile file = file(c, caseId);
    return new Owner(file.item(), file.unit());
  }

  @Override
  public Standing standing(Connection c, long caseId) throws SQLException {
    CaseFile file = file(c, caseId);
    return new Standing(file.units(), file.isOpen());
  }

  @Override
  public Set<String> known(Connection c, Caller caller, Set<String> numbers) throws SQLException {
    return known.of(c, caller, numbers);
  }

  /** Counted from the cases' own history, never from the ledger. */
  @Override
  public List<Expected> expected(Connection c, LocalDate from, LocalDate to) throws SQLException {
    long first = Times.startOf(from);
    long end = Times.startOf(to);
    List<Expected> expected = new ArrayList<>();
    try (PreparedStatement s = c.prepareStatement(EVENTS)) {
      s.setLong(1, first);
      s.setLong(2, end);
      try (ResultSet row = s.executeQuery()) {
        long caseId = -1;
        Set<String> reached = new HashSet<>();
        while (row.next()) {
          if (row.getLong(1) != caseId) {
            caseId = row.getLong(1);
            reached.clear();
          }
          // All events of such a case count for what follows, also one that a clock set ahead put
          // after the period.
          List<Expected> asked = asked(c, row, reached);
          if (row.getLong(10) >= first && row.getLong(10) < end) {
            expected.addAll(asked);
          }
        }
      }
    }
    return expected;
  }

  private List<Expected> asked(Connection c, ResultSet row, Set<String> reached)
      throws SQLException {
    ItemRef ref = new ItemRef(row.getString(3), row.getString(4), row.getInt(5));
    Item item = kept.of(c, ref, row.getString(11)).orElse(null);
    List<Expected> asked = new ArrayList<>();
    if (item == null) {
      return asked;
    }
    String number = row.getString(2);
    int revision = row.getInt(9);
    Operation update = update(row.getString(7));
    if (update != null) {
      for (String system : reached) {
        // A correction of what was never sent goes out as the first delivery.
        Operation operation = update == Operation.CORRECT ? null : update;
        asked.add(new Expected(number, revision, system, operation));
      }
      return asked;
    }
    DeliverOn moment = moment(row.getString(7), row.getInt(8));
    for (Item.Target target : item.targets(row.getString(6))) {
      if (target.deliverOn().equals(moment) && reached.add(target.system())) {
        asked.add(new Expected(number, revision, target.system(), Operation.CREATE));
      }
    }
    return asked;
  }

  private static @Nullable Operation update(String what) {
    return switch (what) {
      case "correct" -> Operation.CORRECT;
      case "withdraw", "terminate" -> Operation.CANCEL;
      default -> null;
    };
  }

  private static DeliverOn moment(String what, int step) {
    return switch (what) {
      case "accept" -> new DeliverOn(DeliverOn.Kind.ACCEPTED, 0);
      case "approve" -> new DeliverOn(DeliverOn.Kind.STEP, step);
      default -> new DeliverOn(DeliverOn.Kind.COMPLETED, 0);
    };
  }
}
