package org.hutong.casework;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * One entry, by one standard (一口受理、一标受理). Bodies are trees of {@code Map<String, Object>}, {@code
 * List<Object>}, {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal} and null, shaped
 * as contract.md says and checked here, so that REST and SOAP mean the same. Every method throws
 * {@link org.hutong.problem.Refused}; then nothing was stored. A write returns after its commit is
 * durable; with the same key and the same body it gives the first answer again, as far as the
 * caller may see the case by then.
 */
public interface Casework {
  /** Registers a case; what is missing comes back in {@link Case#gaps()}, all at once. */
  Case register(Caller caller, String idempotencyKey, Map<String, Object> body);

  /**
   * Reads a case.
   *
   * @param purpose a purpose code; without one, personal data are masked
   */
  Case get(Caller caller, String number, @Nullable String purpose);

  /**
   * Searches: {@code {purpose, idNumber?, phone?, name?, item?, state?, community?, due?, from?,
   * to?, limit?, after?}}; newest first, with {@code due} (a {@link DueList}) the most urgent
   * first.
   */
  Page<CaseSummary> search(Caller caller, Map<String, Object> query);

  /**
   * Corrects the data once, for every system (JSON Merge Patch, RFC 7396): a new revision.
   *
   * @param ifMatch the version read, from the ETag; null is refused
   */
  Case correct(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> patch);

  /**
   * Acts: {@code {action, step?, reason?, basis?, unit?, rule?, ruleFrom?, decision?}}; what an
   * action does not use is refused by name.
   *
   * @param ifMatch the version read, from the ETag; null is refused
   */
  Case act(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> action);

  /** 好差评 whatever the version of the case. */
  default Case evaluate(
      Caller caller, String number, String idempotencyKey, Map<String, Object> evaluation) {
    return evaluate(caller, number, null, idempotencyKey, evaluation);
  }

  /**
   * 好差评: {@code {score, comment?}}, once a case and after its completion.
   *
   * @param ifMatch the version read, from the ETag; null where it does not matter
   */
  Case evaluate(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> evaluation);
}
