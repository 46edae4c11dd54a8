package org.hutong.core.statistics;

import java.util.Map;
import org.hutong.catalogue.ItemRef;

/** How many fields of the systems' forms a case fills. */
@FunctionalInterface
public interface FormLoad {
  /** Where no systems are. */
  FormLoad NONE = (item, body) -> 0;

  /** The fields that a body fills, over all systems of its item; 0 for an unknown item. */
  int apart(ItemRef item, Map<String, Object> body);
}
