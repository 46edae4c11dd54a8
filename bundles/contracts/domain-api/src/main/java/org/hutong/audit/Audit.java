package org.hutong.audit;

import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Reads and verifies the audit trail; for {@link org.hutong.access.Role#AUDITOR}. */
public interface Audit {
  /**
   * One row of the trail.
   *
   * @param seq gap-free from 1
   * @param who the account
   * @param whom a keyed reference to the person concerned; never an identity number
   * @param what the act, such as {@code case.register}
   * @param target the case, delivery, account or module acted upon
   * @param why the purpose code or the reason given
   * @param from the client's address, or {@code console}
   * @param result {@code ok} or the code of the refusal
   */
  record Entry(
      long seq,
      OffsetDateTime at,
      String who,
      @Nullable String whom,
      String what,
      @Nullable String target,
      @Nullable String why,
      String from,
      String result,
      String hash) {}

  /**
   * What a verification found.
   *
   * @param firstBad the first row that is altered, missing or inserted; null when the chain holds
   * @param finding one Chinese sentence
   */
  record Verification(boolean holds, long rows, @Nullable Long firstBad, String finding) {}

  /** Walks the whole chain. */
  Verification verify(Caller caller);

  /** Every row with {@code from <= at < to}, in order. */
  void export(Caller caller, OffsetDateTime from, OffsetDateTime to, Consumer<Entry> sink);
}
