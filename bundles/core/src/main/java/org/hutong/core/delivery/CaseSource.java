package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.catalogue.ItemRef;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** What delivery asks of casework, which implements it. */
public interface CaseSource {
  /**
   * The case as mappings see it: the body of that revision with {@code number, revision, state,
   * unit, registeredAt, acceptedAt?, steps, ended?, decision?}; dates as ISO text. {@code ended} is
   * {@code {what, at, unit, reason, basis?}} once a case was withdrawn, terminated or refused.
   */
  Map<String, Object> document(Connection connection, long caseId, int revision)
      throws SQLException;

  /** The row of the case with this number. */
  OptionalLong find(Connection connection, String number) throws SQLException;

  /** The item version the case began with and the unit that owns it. */
  Owner owner(Connection connection, long caseId) throws SQLException;

  /** Whom the case has to do with now. */
  Standing standing(Connection connection, long caseId) throws SQLException;

  /** Those of the cases' numbers of which the caller may know at all; the others are not there. */
  Set<String> known(Connection connection, Caller caller, Set<String> numbers) throws SQLException;

  /** The deliveries that the cases' own history and the catalogue ask for in {@code [from, to)}. */
  List<Expected> expected(Connection connection, LocalDate from, LocalDate to) throws SQLException;

  /** Whose case it is. */
  record Owner(ItemRef item, String unit) {}

  /**
   * Where a case stands for who may see it.
   *
   * @param units the unit that owns it and the units of its steps
   * @param open until it is archived (归档)
   */
  record Standing(Set<String> units, boolean open) {}

  /** One delivery that should be in the ledger. */
  record Expected(String caseNumber, int revision, String system, @Nullable Operation operation) {}
}
