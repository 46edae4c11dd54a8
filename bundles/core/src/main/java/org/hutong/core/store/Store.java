package org.hutong.core.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The database as the other rooms see it. Every write goes through the one writer; a write that
 * returned is durable.
 */
public interface Store {
  /**
   * Hands a unit to the writer. The future completes on another thread after the commit, or with
   * {@link org.hutong.problem.Refused}: {@code OVERLOADED_TRY_LATER} when the queue is full, {@code
   * STORE_UNAVAILABLE} when the database does not answer.
   */
  <R> CompletableFuture<R> submit(Unit<R> unit);

  /** The same, waiting for the commit; throws {@link org.hutong.problem.Refused}. */
  <R> R write(Unit<R> unit);

  /**
   * Reads on a pooled connection what is committed; throws {@link org.hutong.problem.Refused}. The
   * query may run more than once, and never on the writer's own thread.
   */
  <R> R read(Query<R> query);

  /**
   * Reads without waiting for the writer: the result may hold rows that are about to be committed,
   * or rolled back. Only for rows that are known to be committed, or whose truth the writer checks
   * again before anything is done with them.
   */
  <R> R peek(Query<R> query);

  /** The number of the newest change a reader may see. */
  long published();

  /** Waits until a change after this number is published, or the time is over; gives the newest. */
  long awaitPublished(long after, Duration wait);

  /** Names this life of the database; a restore begins another. */
  String epoch();

  /** Encryption and keyed indexes. */
  Vault vault();
}
