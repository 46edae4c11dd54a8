package org.hutong.core.inbound;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Batch;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Store;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Pushed.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was read, in one unit of the writer together with the feed's cursor. */
final class Keeping {
  /** The quarantine's reason for a row that the database will not have. */
  static final String NOT_STORED = "数据库不能保存这一行的内容";

  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
  private static final Duration PAUSED = Duration.ofMinutes(1);

  private final Store store;
  private final Arrivals arrivals;
  private final FeedTable feeds;
  private final RecordTable records;
  private final LinkTable links;
  private final QuarantineTable quarantine;
  private final EventTable events;

  Keeping(Arrivals arrivals, Store store) {
    Vault vault = store.vault();
    this.store = store;
    this.arrivals = arrivals;
    this.feeds = new FeedTable(vault);
    this.records = new RecordTable(vault);
    this.links = new LinkTable(vault);
    this.quarantine = new QuarantineTable(vault);
    this.events = new EventTable(vault);
  }

  /** What became of a batch. */
  record Count(int kept, int fresh, int quarantined) {
    private Count and(Count more) {
      return new Count(kept + more.kept, fresh + more.fresh, quarantined + more.quarantined);
    }
  }

  /**
   * A batch that was read after a cursor.
   *
   * @param after the cursor it was read after; where the feed is elsewhere by now, it is not kept
   */
  record Readied(
      SystemDefinition system,
      FeedTable.Name feed,
      @Nullable String after,
      @Nullable String next,
      String mappingVersion,
      List<Arrived> rows,
      List<Batch.Refused> refused) {
    /** The first rows; the cursor stays until the last are kept. */
    private Readied first(int size) {
      return new Readied(
          system, feed, after, after, mappingVersion, rows.subList(0, size), List.of());
    }

    private Readied with(List<Arrived> some) {
      return new Readied(system, feed, after, next, mappingVersion, some, refused);
    }
  }

  /**
   * Keeps a batch; a row for which the database refuses the whole unit is found and goes into the
   * quarantine, so that it does not hold up its feed. Empty when another has moved the cursor.
   */
  Optional<Count> keep(Readied batch) {
    try {
      return store.write(tx -> keep(tx, batch));
    } catch (Refused e) {
      if (!isOfTheRows(e)) {
        throw e;
      }
      return apart(batch, e);
    }
  }

  /** In halves: rows that come again after a kill in between are known already. */
  private Optional<Count> apart(Readied batch, Refused why) {
    List<Arrived> rows = batch.rows();
    if (rows.size() > 1) {
      int half = rows.size() / 2;
      return keep(batch.first(half))
          .flatMap(first -> keep(batch.with(rows.subList(half, rows.size()))).map(first::and));
    }
    if (rows.size() == 1 && rows.get(0) instanceof Arrived.Good good) {
      LOG.warn("The database refuses a row of {}", batch.feed());
      return keep(batch.with(List.of(new Arrived.Bad(good.row(), NOT_STORED))));
    }
    throw why;
  }

  /** Whether writing the same again would fail again, unlike when the database is away. */
  static boolean isOfTheRows(Refused e) {
    if (e.getCause() instanceof SQLException refusal) {
      String state = String.valueOf(refusal.getSQLState());
      // A value that does not fit, a constraint, a limit of the database.
      return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
    return e.code() == Code.INTERNAL_ERROR;
  }

  private Optional<Count> keep(Tx tx, Readied batch) throws SQLException {
    FeedTable.Stored stored = feeds.ensure(tx, batch.feed());
    if (!stored.isAt(batch.after())) {
      return Optional.empty();
    }
    long number = stored.batch() + 1;
    boolean waiting = quarantine.anyOpen(tx, batch.feed());
    int fresh = 0;
    int bad = 0;
    for (Arrived row : batch.rows()) {
      RecordTable.Provenance from =
          new RecordTable.Provenance(
              batch.feed(), number, batch.mappingVersion(), row.row().place());
      Taken taken = row(tx, batch.system(), from, row, waiting);
      fresh += taken.fresh();
      if (taken.why() != null) {
        bad++;
        waiting = true;
      }
    }
    for (Batch.Refused refused : batch.refused()) {
      quarantine.add(
          tx,
          new RecordTable.Provenance(batch.feed(), number, batch.mappingVersion(), refused.place()),
          refused.reason(),
          null);
    }
    feeds.kept(tx, batch.feed(), batch.next(), number, batch.rows().size());
    return Optional.of(new Count(batch.rows().size(), fresh, bad));
  }

  /** Takes one row, or puts it into the quarantine with the reason that is given back. */
  private Taken row(
      Tx tx, SystemDefinition system, RecordTable.Provenance from, Arrived row, boolean waiting)
      throws SQLException {
    Taken taken =
        row instanceof Arrived.Good good
            ? take(tx, system, from, good)
            : new Taken(((Arrived.Bad) row).reason(), 0);
    if (waiting) {
      quarantine.superseded(tx, from.feed(), row.row().key());
    }
    if (taken.why() != null) {
      quarantine.add(tx, from, taken.why(), row.row());
    }
    return taken;
  }

  /**
   * One event that a system pushed.
   *
   * @param drift how its columns differ from those declared; null when they do not
   */
  record Brought(
      SystemDefinition system,
      FeedTable.Name feed,
      Duration remember,
      String mappingVersion,
      Event event,
      @Nullable String drift,
      Arrived row) {
    private Brought with(Arrived other) {
      return new Brought(system, feed, remember, mappingVersion, event, drift, other);
    }
  }

  /**
   * Keeps an event in one unit of the writer with what is remembered of it. One that came before,
   * or after a later one of its entity, changes nothing.
   */
  Outcome keep(Brought brought) {
    try {
      return store.write(tx -> keep(tx, brought));
    } catch (Refused e) {
      if (!isOfTheRows(e) || brought.row() instanceof Arrived.Bad) {
        throw e;
      }
      LOG.warn("The database refuses an event of {}", brought.feed());
      Arrived bad = new Arrived.Bad(brought.row().row(), NOT_STORED);
      return store.write(tx -> keep(tx, brought.with(bad)));
    }
  }

  private Outcome keep(Tx tx, Brought brought) throws SQLException {
    FeedTable.Name feed = brought.feed();
    FeedTable.Stored stored = feeds.ensure(tx, feed);
    if (stored.pausedBy() != null) {
      throw Refused.later(Code.FEED_CLOSED, PAUSED);
    }
    if (events.knows(tx, feed, brought.event())) {
      return Outcome.REPEATED;
    }
    Outcome outcome = Outcome.LATE;
    if (events.advance(tx, feed, brought.event())) {
      String place = brought.row().row().place();
      RecordTable.Provenance from =
          new RecordTable.Provenance(feed, stored.batch() + 1, brought.mappingVersion(), place);
      boolean waiting = quarantine.anyOpen(tx, feed);
      Taken taken = row(tx, brought.system(), from, brought.row(), waiting);
      outcome = taken.why() == null ? Outcome.TAKEN : Outcome.QUARANTINED;
      feeds.kept(tx, feed, stored.cursor(), from.batch(), 1);
      if (brought.drift() != null) {
        FeedTable.hold(tx, feed, brought.drift());
      }
    }
    events.remember(tx, feed, brought.event(), outcome, brought.remember());
    return outcome;
  }

  /** Notes, once, that something came which is no JSON object; nothing of it is kept. */
  void malformed(FeedTable.Name feed, String mappingVersion, byte[] body) {
    store.write(
        tx -> {
          long batch = feeds.ensure(tx, feed).batch();
          String place = "推送 " + Event.hash(body).substring(0, 16);
          RecordTable.Provenance from =
              new RecordTable.Provenance(feed, batch, mappingVersion, place);
          quarantine.add(tx, from, "推送的内容不是 JSON 对象（共 " + body.length + " 字节）", null);
          return true;
        });
  }

  /**
   * A row of the quarantine, read anew; null when it was taken in, else why not.
   *
   * @param event what the row is, of a feed that is pushed
   */
  @Nullable String again(
      Tx tx,
      SystemDefinition system,
      QuarantineTable.Line line,
      String version,
      Arrived row,
      @Nullable Event event)
      throws SQLException {
    if (row instanceof Arrived.Bad bad) {
      return bad.reason();
    }
    if (event != null && !events.advance(tx, line.feed(), event)) {
      return "同一对象已有更新的数据，这一条可以弃置";
    }
    RecordTable.Provenance from =
        new RecordTable.Provenance(line.feed(), line.batch(), version, line.place());
    return take(tx, system, from, (Arrived.Good) row).why();
  }

  private record Taken(@Nullable String why, int fresh) {}

  private Taken take(Tx tx, SystemDefinition system, RecordTable.Provenance from, Arrived.Good row)
      throws SQLException {
    int fresh = 0;
    try {
      for (Arrived.Part part : row.parts()) {
        String why = null;
        if (part instanceof Arrived.RecordOf record) {
          records.keep(tx, from, record);
        } else if (part instanceof Arrived.CaseOf found) {
          aCase(tx, system, found);
        } else if (part instanceof Arrived.PastCase past) {
          fresh += past(tx, system, past) ? 1 : 0;
        } else if (part instanceof Arrived.Said said) {
          why = said(tx, system, said);
        }
        if (why != null) {
          return new Taken(why, fresh);
        }
      }
    } catch (Refused e) {
      // Refused before anything was written: the other rows of this unit stay.
      return new Taken(String.valueOf(e.getMessage()), fresh);
    }
    return new Taken(null, fresh);
  }

  /** A system acts under its own name, for the unit that its declaration names. */
  static Caller caller(SystemDefinition system) {
    String unit = system.inbound() == null ? null : system.inbound().unit();
    return new Caller(system.id(), Set.of(Role.CLERK), unit, "inbound", null);
  }

  private void aCase(Tx tx, SystemDefinition system, Arrived.CaseOf found) throws SQLException {
    Optional<LinkTable.Link> link = links.find(tx.connection(), system.id(), found.key());
    if (link.isEmpty()) {
      String number = arrivals.enter(tx, caller(system), found.prepared());
      links.link(tx, system.id(), found.key(), new LinkTable.Link(number, found.print(), null));
    } else if (!found.print().equals(link.get().bodyPrint())) {
      String number = link.get().caseNumber();
      if (!arrivals.renew(tx, caller(system), number, found.prepared())) {
        tx.audit(
            new AuditRow(system.id(), null, "case.correct", number, "已不能更正", "inbound", "refused"));
      }
      links.body(tx, system.id(), found.key(), found.print());
    }
  }

  private boolean past(Tx tx, SystemDefinition system, Arrived.PastCase past) throws SQLException {
    if (links.find(tx.connection(), system.id(), past.key()).isPresent()) {
      return false;
    }
    String number = arrivals.keepPast(tx, caller(system), past.prepared(), past.past());
    links.link(tx, system.id(), past.key(), new LinkTable.Link(number, null, null));
    return true;
  }

  private @Nullable String said(Tx tx, SystemDefinition system, Arrived.Said said)
      throws SQLException {
    Optional<LinkTable.Link> link = links.find(tx.connection(), system.id(), said.key());
    String number =
        said.caseNumber() != null
            ? said.caseNumber()
            : link.map(LinkTable.Link::caseNumber).orElse(null);
    if (number == null) {
      return "找不到系统所说的办件";
    }
    if (link.isPresent() && said.print().equals(link.get().wordPrint())) {
      return null;
    }
    if (!arrivals.said(tx, caller(system), number, said.word())) {
      return "找不到系统所说的办件";
    }
    if (link.isPresent()) {
      links.word(tx, system.id(), said.key(), said.print());
    } else {
      links.link(tx, system.id(), said.key(), new LinkTable.Link(number, null, said.print()));
    }
    return null;
  }
}
