package org.hutong.core.casework;

import java.util.HexFormat;
import org.hutong.core.store.Vault;
import org.jspecify.annotations.Nullable;

/** What a case is found by: the name as it is, numbers by keyed index only (privacy.md §1). */
record CaseKeys(
    @Nullable String name,
    @Nullable String subject,
    @Nullable String phone,
    @Nullable String community) {
  static CaseKeys of(Entry entry, Vault vault) {
    return new CaseKeys(
        entry.subject().name(),
        index(vault, "id-number", entry.subject().idNumber()),
        index(vault, "phone", entry.subject().phone()),
        entry.subject().community() == null ? null : entry.subject().community().text());
  }

  static @Nullable String index(Vault vault, String kind, @Nullable String value) {
    return value == null ? null : HexFormat.of().formatHex(vault.index(kind, value));
  }
}
