package org.hutong.delivery;

import java.util.List;
import org.hutong.access.Caller;

/** The lanes (通道), one a system. A pause is stored with who and why, and outlives a restart. */
public interface Lanes {
  /** All lanes. */
  List<Lane> list(Caller caller);

  /** Stops sending; intake goes on. */
  Lane pause(Caller caller, String system, String reason);

  /** Sends again; the reason may be empty. Who and why stand in the audit trail. */
  Lane resume(Caller caller, String system, String reason);
}
