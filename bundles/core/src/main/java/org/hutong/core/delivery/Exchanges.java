package org.hutong.core.delivery;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.delivery.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * The request and the answer of the last attempt of a delivery that a person must look at, exactly
 * as they were, encrypted. One a delivery; the next attempt that fails takes its place.
 */
final class Exchanges {
  private static final int MOST_BYTES = 262_144;
  private static final String HIDDEN = "***";
  private static final String DELETE = "DELETE FROM delivery_exchange WHERE delivery_id = ?";
  private static final String INSERT =
      "INSERT INTO delivery_exchange (delivery_id, at_ms, content) VALUES (?, ?, ?)";
  private static final String OF =
      "SELECT at_ms, content FROM delivery_exchange WHERE delivery_id = ?";

  private final Vault vault;

  Exchanges(Vault vault) {
    this.vault = vault;
  }

  /** Sealed on the thread of the call, so that a strange answer cannot harm the writer. */
  byte[] seal(long delivery, Document request, @Nullable Answer answer) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("request", request.content());
    if (answer != null) {
      content.put("status", answer.status());
      content.put("answer", answer.body());
    }
    byte[] json = Trees.write(content);
    if (json.length > MOST_BYTES) {
      content.put("answer", "（应答过长，未保存）");
      json = Trees.write(content);
    }
    if (json.length > MOST_BYTES) {
      content.put("request", Map.of("tooLong", json.length));
      json = Trees.write(content);
    }
    return vault.encrypt(json, place(delivery));
  }

  static void forget(Tx tx, long delivery) throws SQLException {
    PreparedStatement delete = tx.prepare(DELETE);
    delete.setLong(1, delivery);
    delete.executeUpdate();
  }

  static void keep(Tx tx, long delivery, byte[] sealed) throws SQLException {
    forget(tx, delivery);
    PreparedStatement insert = tx.prepare(INSERT);
    insert.setLong(1, delivery);
    insert.setLong(2, tx.now().toEpochMilli());
    insert.setBytes(3, sealed);
    insert.executeUpdate();
  }

  /**
   * What was kept.
   *
   * @param clear whether the values are for the caller; else only the form and the status show
   */
  Optional<Delivery.Exchange> of(Connection connection, long delivery, boolean clear)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OF)) {
      query.setLong(1, delivery);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Map<String, Object> kept = Trees.read(vault.decrypt(row.getBytes(2), place(delivery)));
        Object status = kept.get("status");
        return Optional.of(
            new Delivery.Exchange(
                Times.shown(row.getLong(1)),
                text(shown(kept.get("request"), clear)),
                status instanceof Long number ? number.intValue() : null,
                kept.get("answer") == null ? null : text(shown(kept.get("answer"), clear))));
      }
    }
  }

  private static String text(@Nullable Object tree) {
    return tree == null ? "{}" : new String(Trees.write(tree), StandardCharsets.UTF_8);
  }

  private static @Nullable Object shown(@Nullable Object value, boolean clear) {
    if (clear || value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> masked = new LinkedHashMap<>();
      map.forEach((name, inner) -> masked.put(String.valueOf(name), shown(inner, false)));
      return masked;
    }
    if (value instanceof List<?> list) {
      List<Object> masked = new ArrayList<>();
      list.forEach(inner -> masked.add(shown(inner, false)));
      return masked;
    }
    return HIDDEN;
  }

  private static String place(long delivery) {
    return "delivery/" + delivery + "/exchange";
  }
}
