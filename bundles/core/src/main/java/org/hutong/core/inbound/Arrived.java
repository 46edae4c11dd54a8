package org.hutong.core.inbound;

import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.jspecify.annotations.Nullable;

/** What the mapping made of a row, checked and ready for the writer. */
sealed interface Arrived {
  /** The row's own place and fields, as far as they may be kept. */
  Batch.Row row();

  /** A row with all that it is; nothing for one that is of no interest here. */
  record Good(Batch.Row row, List<Part> parts) implements Arrived {}

  /** A row that a person must look at. */
  record Bad(Batch.Row row, String reason) implements Arrived {}

  /** One thing that a row is. */
  sealed interface Part {}

  /** A case as its system has it. */
  record CaseOf(String key, String print, Arrivals.Prepared prepared) implements Part {}

  /** An earlier case. */
  record PastCase(String key, Arrivals.Prepared prepared, Arrivals.Past past) implements Part {}

  /**
   * What the system said of a case.
   *
   * @param caseNumber null: the case that the key is linked with
   */
  record Said(String key, @Nullable String caseNumber, String print, Arrivals.Word word)
      implements Part {}

  /**
   * A person, place, event or organisation.
   *
   * @param classes field to value, by class
   * @param idNumber to be found by; null for none
   * @param sourceTime milliseconds; null where the source has none
   */
  record RecordOf(
      RecordKind kind,
      String key,
      Map<String, Map<String, Object>> classes,
      @Nullable String idNumber,
      @Nullable Long sourceTime,
      boolean deleted,
      List<String> flags)
      implements Part {
    /** Hides the fields. */
    @Override
    public String toString() {
      return "RecordOf[" + kind + "]";
    }
  }
}
