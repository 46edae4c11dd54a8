package org.hutong.core.access;

import org.hutong.core.store.AuditRow;

/** Takes the acts of access for the audit trail. */
@FunctionalInterface
public interface AccessLog {
  /** Keeps the row; returns at once and never throws, because a log-in must not wait for it. */
  void record(AuditRow row);
}
