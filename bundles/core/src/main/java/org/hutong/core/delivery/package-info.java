/**
 * The ledger and the lanes: from a due delivery to a receipt or a person.
 *
 * <p>{@link org.hutong.core.delivery.TableLedger} plans deliveries inside casework's own units and
 * hands them, once committed, to the {@link org.hutong.core.delivery.DeliveryEngine}: one lane a
 * system. A lane's thread takes turns; each turn is one unit of the writer that stores what came of
 * the calls that ended and claims what is sent next, so that SENDING is durable before anything
 * leaves. Calls run on the lane's own threads, bounded in time; what came of each is judged without
 * effect ({@code Judge}), and fenced by state and attempt when it is stored.
 *
 * <p>Of one case's deliveries to one system only the oldest that has not ended is sent. One that
 * turns out not to be held there gives way to the correction or cancellation behind it. What may
 * have arrived is asked back by its key after the settle time, sent again only when it is absent or
 * a resend is safe, and otherwise left to a person. A system that is down is probed with one
 * delivery at a time and catches up by itself.
 */
@NullMarked
package org.hutong.core.delivery;

import org.jspecify.annotations.NullMarked;
