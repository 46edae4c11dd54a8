package org.hutong.adapter;

import java.time.Duration;
import org.hutong.kernel.DeliveryKey;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Speaks to one system. Called from several threads at once, up to the concurrency its system is
 * configured for; never for two documents of one case at the same time.
 *
 * <p>Duties:
 *
 * <ul>
 *   <li><b>Time</b>: a call ends within {@link Context#timeLimit()}, and soon after its thread is
 *       interrupted. A call that does not is abandoned; what it then answers is not used.
 *   <li><b>Arrival</b>: an exception says nothing about arrival and is taken as {@link
 *       Outcome.Unknown}. Only {@link NotSent} says that nothing left.
 *   <li><b>Idempotency</b>: the key of a document goes to the system with it wherever the system
 *       has a place for one, and {@link #resendIsSafe()} tells the truth about what a second send
 *       of the same key does.
 *   <li><b>Retry</b>: none of its own. Retrying belongs to the lane.
 *   <li><b>End</b>: {@link #close()} frees every thread, socket and pool.
 *   <li><b>Secrets and personal data</b> never reach a log, an exception's message or a reason.
 * </ul>
 */
@ConsumerType
public interface SystemAdapter extends AutoCloseable {
  /**
   * Delivers one document.
   *
   * @throws NotSent when nothing reached the system, for example a refused connection
   * @throws InterruptedException when the lane gave up waiting; arrival is then unknown
   */
  Outcome deliver(Document document, Context context) throws NotSent, InterruptedException;

  /**
   * Asks the system whether it holds what was sent under this key. {@link LookUp.Absent} counts
   * only after {@link #settleTime()}: an answer may land after the look-up.
   */
  default LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    return new LookUp.CannotTell("the adapter has no look-up");
  }

  /** How long after a send its effect may still appear in the system; never negative. */
  default Duration settleTime() {
    return Duration.ofSeconds(30);
  }

  /** True only if a second send of the same key has no second effect in the system. */
  default boolean resendIsSafe() {
    return false;
  }

  /**
   * Whether the system can be reached and would take a document. Answers within a few seconds and
   * changes nothing there.
   */
  Health health();

  @Override
  void close();
}
