package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * The rows of the ledger that are there for a caller: those of its units, and of no case that is
 * kept from it.
 */
record SeenRows(CaseSource cases) {
  private static final int READ_ON = 500;

  /** The row with this id, for whom it is there; {@code DELIVERY_NOT_FOUND} for others. */
  LedgerRow get(Connection c, Caller caller, String id) throws SQLException {
    OptionalLong number = DeliveryId.parse(id);
    LedgerRow row =
        number.isEmpty()
            ? null
            : of(c, caller, List.of(number.getAsLong())).get(number.getAsLong());
    if (row == null) {
      throw Refused.because(Code.DELIVERY_NOT_FOUND);
    }
    return row;
  }

  /** Those of the ids that are there. */
  Map<Long, LedgerRow> of(Connection c, Caller caller, Collection<Long> ids) throws SQLException {
    List<LedgerRow> rows = new ArrayList<>();
    for (long id : ids) {
      Optional<LedgerRow> row = LedgerRow.find(c, id);
      row.filter(r -> LedgerRights.sees(caller, r)).ifPresent(rows::add);
    }
    Map<Long, LedgerRow> seen = new HashMap<>();
    known(c, caller, rows).forEach(row -> seen.put(row.id(), row));
    return seen;
  }

  /** Reads on until the page is full: what is not there takes no place in it. */
  List<LedgerRow> page(Connection c, Caller caller, LedgerRow.Query wanted) throws SQLException {
    List<LedgerRow> page = new ArrayList<>();
    LedgerRow.Query next = wanted;
    while (true) {
      List<LedgerRow> rows = LedgerRow.page(c, next);
      page.addAll(known(c, caller, rows));
      if (page.size() >= wanted.limit()) {
        return page.subList(0, wanted.limit());
      }
      if (rows.size() < next.limit()) {
        return page;
      }
      next = wanted.behind(rows.get(rows.size() - 1).id(), READ_ON);
    }
  }

  private List<LedgerRow> known(Connection c, Caller caller, List<LedgerRow> rows)
      throws SQLException {
    Set<String> numbers = new HashSet<>();
    rows.forEach(row -> numbers.add(row.caseNumber()));
    Set<String> known = known(c, caller, numbers);
    return rows.stream().filter(row -> known.contains(row.caseNumber())).toList();
  }

  /** Those of the numbers of which the caller may know. */
  Set<String> known(Connection c, Caller caller, Set<String> numbers) throws SQLException {
    return numbers.isEmpty() ? Set.of() : cases.known(c, caller, numbers);
  }
}
