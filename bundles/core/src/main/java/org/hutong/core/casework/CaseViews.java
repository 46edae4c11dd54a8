package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.Case.Decision;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.casework.Case.Evaluation;
import org.hutong.casework.Case.Event;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.Case.Step;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.StepState;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseFile.StepRow;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.Times;
import org.hutong.kernel.Masks;
import org.jspecify.annotations.Nullable;

/** Shows a case to one caller: in clear or masked. */
final class CaseViews {
  private static final Map<String, Object> HIDDEN_FORM = Map.of();

  private final String street;
  private final CaseFiles files;
  private final Ledger ledger;
  private final Gaps gaps;
  private final Levels levels;
  private final Clock clock;

  CaseViews(String street, CaseFiles files, Ledger ledger, Gaps gaps, Levels levels, Clock clock) {
    this.street = street;
    this.files = files;
    this.ledger = ledger;
    this.gaps = gaps;
    this.levels = levels;
    this.clock = clock;
  }

  /** Reads what belongs to the case and shows it. */
  Case load(Connection c, CaseFile file, Item item, Caller caller, boolean clear)
      throws SQLException {
    Entry entry = Entries.of(files.body(c, file.id(), file.revision()));
    return of(
        file, item, entry, files.history(c, file.id()), ledger.lines(c, file.id()), caller, clear);
  }

  Case of(
      CaseFile file,
      Item item,
      Entry entry,
      List<Event> history,
      List<DeliveryLine> deliveries,
      Caller caller,
      boolean clear) {
    Case whole =
        new Case(
            street,
            file.number(),
            file.revision(),
            file.version(),
            file.state(),
            file.item(),
            item.name(),
            false,
            entry.subject(),
            entry.agent(),
            entry.guardian(),
            entry.form(),
            entry.materials(),
            gaps(file, item, entry),
            entry.channel(),
            entry.origin(),
            entry.note(),
            file.unit(),
            Times.shown(file.registeredAt()),
            Times.shown(file.changedAt()),
            due(file),
            steps(file, item),
            deliveries,
            levels.of(history, item),
            file.closing().decision(),
            file.closing().evaluation(),
            CaseFlow.allowed(file, item, caller, Units.of(caller)));
    return clear ? whole : masked(whole);
  }

  /** The same as who may not see it in clear sees it. */
  static Case masked(Case c) {
    return new Case(
        c.street(),
        c.number(),
        c.revision(),
        c.version(),
        c.state(),
        c.item(),
        c.itemName(),
        true,
        PartyReader.masked(c.subject()),
        PartyReader.masked(c.agent()),
        PartyReader.masked(c.guardian()),
        HIDDEN_FORM,
        c.materials(),
        c.gaps(),
        c.channel(),
        c.origin(),
        "",
        c.unit(),
        c.registeredAt(),
        c.changedAt(),
        c.due(),
        c.steps(),
        c.deliveries(),
        c.history().stream().map(CaseViews::withoutWords).toList(),
        withoutWords(c.decision()),
        withoutWords(c.evaluation()),
        c.allowedActions());
  }

  private List<Gap> gaps(CaseFile file, Item item, Entry entry) {
    return switch (file.state()) {
      case COMPLETED, ARCHIVED, NOT_ACCEPTED, WITHDRAWN, TERMINATED -> List.of();
      default -> gaps.of(item, entry, Times.day(clock.instant()));
    };
  }

  private Case.Due due(CaseFile file) {
    LocalDate today = Times.day(clock.instant());
    String status = Deadlines.now(file, today);
    return new Case.Due(
        file.due(),
        status,
        Deadlines.CALENDAR_MISSING.equals(status) ? "缺少该年度工作日历，补充后自动计算时限" : null);
  }

  private static List<Step> steps(CaseFile file, Item item) {
    List<Step> steps = new ArrayList<>();
    for (Item.StepRule rule : item.steps()) {
      StepRow begun =
          file.steps().stream().filter(s -> s.no() == rule.no()).findFirst().orElse(null);
      steps.add(
          new Step(
              rule.no(),
              rule.name(),
              begun == null ? rule.unit() : begun.unit(),
              rule.level(),
              rule.basis(),
              begun == null ? StepState.PENDING : begun.state(),
              begun == null ? null : Times.shown(begun.since())));
    }
    return steps;
  }

  private static Event withoutWords(Event event) {
    return new Event(
        event.at(),
        event.what(),
        event.step(),
        event.unit(),
        event.account(),
        event.revision(),
        null,
        null,
        event.level());
  }

  /** The ground and what was granted may tell of illness or income. */
  private static @Nullable Decision withoutWords(@Nullable Decision decision) {
    return decision == null ? null : new Decision(decision.result(), "", null);
  }

  private static @Nullable Evaluation withoutWords(@Nullable Evaluation evaluation) {
    return evaluation == null ? null : new Evaluation(evaluation.score(), null, evaluation.at());
  }

  CaseSummary summary(CaseFile file, String itemName, @Nullable String subject, boolean clear) {
    return new CaseSummary(
        street,
        file.number(),
        file.revision(),
        file.state(),
        file.item(),
        itemName,
        subject == null || clear ? subject : Masks.name(subject),
        file.unit(),
        Times.shown(file.registeredAt()),
        due(file));
  }
}
