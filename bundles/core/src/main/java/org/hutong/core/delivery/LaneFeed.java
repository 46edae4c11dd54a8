package org.hutong.core.delivery;

import java.util.List;

/** How what was committed reaches the lanes, without a scan. Never blocks. */
interface LaneFeed {
  /** New deliveries, each to its system's lane. */
  void feed(List<Due> dues);

  /** One that a person sends again. */
  void replay(Due due);

  /** An earlier delivery of the case to the system ended: one that waited for it may go. */
  void freed(String system, long caseId);
}
