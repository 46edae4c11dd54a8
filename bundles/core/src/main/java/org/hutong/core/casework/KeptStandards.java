package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.store.Store;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The standards that cases began with, each kept whole in the database under its digest: whatever
 * becomes of the files, with or without a restart, an open case is handled by its own.
 */
final class KeptStandards {
  private static final int MOST_IN_MEMORY = 500;
  private static final String FIND = "SELECT body FROM item_standard WHERE digest = ?";
  private static final String KEEP =
      "INSERT INTO item_standard (digest, item_scheme, item_code, item_version, kept_at, body)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private final Catalogue catalogue;

  /** Digests that are in the table for certain, so that they need not be looked for again. */
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  private final Map<String, Item> former = new ConcurrentHashMap<>();

  KeptStandards(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Keeps a standard before a case begins with it: a unit of its own, once a standard. */
  void keep(Store store, Item item) {
    if (kept.contains(item.standard())) {
      return;
    }
    store.write(tx -> find(tx.connection(), item.standard()).isPresent() ? 0 : insert(tx, item));
    kept.add(item.standard());
  }

  private static int insert(Tx tx, Item item) throws SQLException {
    PreparedStatement s = tx.prepare(KEEP);
    s.setString(1, item.standard());
    s.setString(2, item.ref().scheme());
    s.setString(3, item.ref().code());
    s.setInt(4, item.ref().version());
    s.setLong(5, tx.now().toEpochMilli());
    s.setBytes(6, Trees.write(item));
    return s.executeUpdate();
  }

  /** The standard of a case; empty where an older release took it in and its file is gone. */
  Optional<Item> of(Connection c, CaseFile file) throws SQLException {
    return of(c, file.item(), file.standard());
  }

  /** The standard of a case, without which nothing can be done with it. */
  Item required(Connection c, CaseFile file) throws SQLException {
    return of(c, file)
        .orElseThrow(() -> Refused.because(Code.ITEM_NOT_FOUND, "办件所依据的事项标准文件已被移走，请恢复该版本文件"));
  }

  /** The standard with that digest, else the version of the catalogue. */
  Optional<Item> of(Connection c, ItemRef ref, @Nullable String standard) throws SQLException {
    Optional<Item> current = catalogue.item(ref);
    if (standard == null || current.filter(i -> i.standard().equals(standard)).isPresent()) {
      return current;
    }
    Item known = former.get(standard);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Item> found = find(c, standard);
    found.ifPresent(item -> remember(standard, item));
    return found.or(() -> current);
  }

  private void remember(String standard, Item item) {
    if (former.size() >= MOST_IN_MEMORY) {
      former.clear();
    }
    former.put(standard, item);
  }

  private static Optional<Item> find(Connection c, String digest) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(FIND)) {
      s.setString(1, digest);
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? Optional.of(Trees.read(row.getBytes(1), Item.class)) : Optional.empty();
      }
    }
  }
}
