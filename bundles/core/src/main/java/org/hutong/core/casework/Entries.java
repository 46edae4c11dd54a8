package org.hutong.core.casework;

import java.util.List;
import java.util.Map;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.Case.Origin;
import org.hutong.casework.Case.Party;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.store.Trees;
import org.jspecify.annotations.Nullable;

/** Reads back the bodies that {@link EntryReader} has checked. */
final class Entries {
  private Entries() {}

  @SuppressWarnings("unchecked")
  static Entry of(Map<String, Object> body) {
    List<Object> materials = (List<Object>) body.get("materials");
    return new Entry(
        Trees.convert(body.get("item"), ItemRef.class),
        Trees.convert(body.get("subject"), Party.class),
        party(body.get("agent")),
        party(body.get("guardian")),
        (Map<String, Object>) body.get("form"),
        materials.stream().map(m -> Trees.convert(m, MaterialUse.class)).toList(),
        (String) body.get("channel"),
        body.get("origin") == null ? null : Trees.convert(body.get("origin"), Origin.class),
        (String) body.get("note"),
        body);
  }

  private static @Nullable Party party(@Nullable Object tree) {
    return tree == null ? null : Trees.convert(tree, Party.class);
  }
}
