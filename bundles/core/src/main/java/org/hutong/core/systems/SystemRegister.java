package org.hutong.core.systems;

import java.util.List;
import java.util.Optional;

/** The systems that have a folder with a valid {@code system.yaml}. */
public interface SystemRegister {
  /** All, by id. */
  List<SystemDefinition> all();

  /** The one of that id. */
  Optional<SystemDefinition> find(String id);

  /** What was wrong when that system's folder was last read; empty when nothing was. */
  List<String> errors(String id);
}
