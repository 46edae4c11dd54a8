package org.hutong.casework;

/** Lists of what is running by its limit. */
public enum DueList {
  /** Due today or on one of the next three working days. */
  SOON,
  /** The last day is over. */
  OVERDUE,
  /** No limit for want of a calendar. */
  CALENDAR_MISSING
}
