package org.hutong.core.store;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A unit on its way through the writer; without one it is the sign to end. */
final class Job<R> {
  final @Nullable Unit<R> unit;
  final CompletableFuture<R> answer = new CompletableFuture<>();
  @Nullable WriterTx tx;
  R result;
  @Nullable RuntimeException refused;
  final boolean alone;

  Job(@Nullable Unit<R> unit, boolean alone) {
    this.unit = unit;
    this.alone = alone;
  }

  void complete() {
    if (refused != null) {
      answer.completeExceptionally(refused);
    } else {
      answer.complete(result);
    }
  }
}
