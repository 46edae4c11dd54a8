package org.hutong.adapter.jdbc.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of an outbox's JSON column, as text; null, missing and JSON's null have none. */
record Members(String column) {
  /** What is selected beside a row of {@code t}; its content can fail the statement. */
  String columns() {
    String json = "t." + FeedSettings.quote(column) + "::json";
    String each =
        " FROM json_each_text(CASE json_typeof("
            + json
            + ") WHEN 'object' THEN "
            + json
            + " END) j";
    return "coalesce(json_typeof("
        + json
        + "), 'null') AS hutong_type, ARRAY(SELECT j.key"
        + each
        + ") AS hutong_names, ARRAY(SELECT coalesce(j.value, '')"
        + each
        + ") AS hutong_values";
  }

  /** Of a row selected with them; empty when the JSON is no object. */
  static Optional<Map<String, String>> of(ResultSet row) throws SQLException {
    String type = row.getString("hutong_type");
    if (!type.equals("object") && !type.equals("null")) {
      return Optional.empty();
    }
    Map<String, String> members = new LinkedHashMap<>();
    String[] names = texts(row.getArray("hutong_names"));
    String[] values = texts(row.getArray("hutong_values"));
    for (int i = 0; i < names.length; i++) {
      members.put(names[i], values[i]);
    }
    return Optional.of(members);
  }

  /** Of a row selected without them; empty also when the server cannot read the content. */
  Optional<Map<String, String>> apart(Connection connection, ResultSet row) throws SQLException {
    String sql =
        "SELECT "
            + columns()
            + " FROM (SELECT CAST(CAST(? AS text) AS json) AS "
            + FeedSettings.quote(column)
            + ") t";
    Savepoint before = connection.setSavepoint();
    Optional<Map<String, String>> members;
    try (PreparedStatement s = connection.prepareStatement(sql)) {
      s.setString(1, row.getString(column));
      try (ResultSet one = s.executeQuery()) {
        one.next();
        members = of(one);
      }
    } catch (SQLException e) {
      if (!isOfTheContent(e)) {
        throw e;
      }
      connection.rollback(before);
      members = Optional.empty();
    }
    connection.releaseSavepoint(before);
    return members;
  }

  /** A text that is no JSON, or has a character that no text has here. */
  static boolean isOfTheContent(SQLException e) {
    return SqlFailures.state(e).startsWith("22");
  }

  private static String[] texts(@Nullable Array array) throws SQLException {
    return array == null ? new String[0] : (String[]) array.getArray();
  }
}
