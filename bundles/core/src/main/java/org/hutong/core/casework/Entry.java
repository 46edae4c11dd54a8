package org.hutong.core.casework;

import java.util.List;
import java.util.Map;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.Case.Origin;
import org.hutong.casework.Case.Party;
import org.hutong.catalogue.ItemRef;
import org.jspecify.annotations.Nullable;

/**
 * A case body that has passed its checks, in clear.
 *
 * @param body the same as a tree with its values normalised; what is stored and mapped
 */
record Entry(
    ItemRef item,
    Party subject,
    @Nullable Party agent,
    @Nullable Party guardian,
    Map<String, Object> form,
    List<MaterialUse> materials,
    String channel,
    @Nullable Origin origin,
    String note,
    Map<String, Object> body) {
  @Override
  public String toString() {
    return "Entry[" + item + "]";
  }
}
