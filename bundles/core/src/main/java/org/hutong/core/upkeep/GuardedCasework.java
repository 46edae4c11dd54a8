package org.hutong.core.upkeep;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Casework;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** Takes nothing new while the disk is low; what is in hand can be ended. */
final class GuardedCasework implements Casework {
  private final Casework inner;
  private final DiskWatch disk;

  GuardedCasework(Casework inner, DiskWatch disk) {
    this.inner = inner;
    this.disk = disk;
  }

  @Override
  public Case register(Caller caller, String idempotencyKey, Map<String, Object> body) {
    disk.mustBeOpen();
    return inner.register(caller, idempotencyKey, body);
  }

  @Override
  public Case get(Caller caller, String number, @Nullable String purpose) {
    return inner.get(caller, number, purpose);
  }

  @Override
  public Page<CaseSummary> search(Caller caller, Map<String, Object> query) {
    return inner.search(caller, query);
  }

  @Override
  public Case correct(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> patch) {
    disk.mustBeOpen();
    return inner.correct(caller, number, ifMatch, idempotencyKey, patch);
  }

  @Override
  public Case act(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> action) {
    return inner.act(caller, number, ifMatch, idempotencyKey, action);
  }

  @Override
  public Case evaluate(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> evaluation) {
    return inner.evaluate(caller, number, ifMatch, idempotencyKey, evaluation);
  }
}
