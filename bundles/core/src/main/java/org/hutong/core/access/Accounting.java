package org.hutong.core.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The whole content of the accounts' file at one moment.
 *
 * @param format of the file
 * @param tokens by the SHA-256 of their secret, in hex
 */
record Accounting(
    int format, SortedMap<String, StoredAccount> accounts, Map<String, StoredToken> tokens) {
  static final int FORMAT = 1;

  Accounting {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    tokens = Map.copyOf(tokens);
  }

  static Accounting empty() {
    return new Accounting(FORMAT, Collections.emptySortedMap(), Map.of());
  }

  Optional<StoredAccount> account(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  @JsonIgnore
  Optional<StoredAccount> boundTo(String binding) {
    return accounts.values().stream().filter(a -> a.certificates().contains(binding)).findFirst();
  }

  Accounting with(StoredAccount account) {
    SortedMap<String, StoredAccount> next = new TreeMap<>(accounts);
    next.put(account.name(), account);
    return new Accounting(format, next, tokens);
  }

  Accounting withTokens(Map<String, StoredToken> next) {
    return new Accounting(format, accounts, next);
  }
}
