package org.hutong.systems;

import java.util.List;
import org.hutong.access.Caller;

/** The register of systems. */
public interface Systems {
  /** All systems by id. */
  List<SystemInfo> list(Caller caller);

  /** One system, asked for its health now. */
  SystemInfo get(Caller caller, String id);
}
