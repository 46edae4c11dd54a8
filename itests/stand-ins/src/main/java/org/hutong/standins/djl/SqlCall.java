package org.hutong.standins.djl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.standins.kit.Entry;

/** What one SQL statement on the wire is about. */
final class SqlCall {
  /** What a statement does to the transaction or to our tables. */
  enum Kind {
    BEGIN,
    COMMIT,
    ROLLBACK,
    /** Writes 办件, or into the inbox of SI-01: counted as an attempt. */
    WRITE,
    /** Writes another table of the schema: not counted. */
    OTHER_WRITE,
    /** Reads a table of the schema: counted as a read. */
    READ,
    NAME,
    /** No business of ours. */
    OTHER
  }

  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(t_(sx|bj|ls|rk|zx|outbox|inbox)|v_(sydj|pxjl|gwtj))\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern COUNTED =
      Pattern.compile(
          "\\b(insert\\s+into|update|delete\\s+from)\\s+(?:only\\s+)?"
              + "\"?(?:(?:djl|cz_jy)\"?\\.)?\"?(t_bj|t_inbox)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITE =
      Pattern.compile("^\\s*(insert|update|delete)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern INSERT_VALUES =
      Pattern.compile(
          "t_(?:bj|inbox)\"?\\s*\\(([^)]*)\\)\\s*(?:values\\s*\\(|select\\s+)(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile(
          "^\\s*set\\s+(?:session\\s+)?application_name\\s*(?:=|to)\\s*'([^']*)'",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern VALUE =
      Pattern.compile("^\\s*\\(*\\s*(?:\\$(\\d+)|'([^']*)'|(\\d+))");

  private final String sql;
  private final List<String> parameters;

  /**
   * @param parameters as text, null where they are null or binary
   */
  SqlCall(String sql, List<String> parameters) {
    this.sql = sql;
    this.parameters = parameters;
  }

  Kind kind() {
    String start = sql.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("begin") || start.startsWith("start transaction")) {
      return Kind.BEGIN;
    }
    if (start.startsWith("commit") || start.startsWith("end")) {
      return Kind.COMMIT;
    }
    if (start.startsWith("rollback") || start.startsWith("abort")) {
      return start.contains(" to ") ? Kind.OTHER : Kind.ROLLBACK;
    }
    if (NAME.matcher(sql).find()) {
      return Kind.NAME;
    }
    if (!TABLE.matcher(sql).find()) {
      return Kind.OTHER;
    }
    if (COUNTED.matcher(sql).find()) {
      return Kind.WRITE;
    }
    return WRITE.matcher(sql).find() ? Kind.OTHER_WRITE : Kind.READ;
  }

  /** The application_name that a statement of kind NAME sets. */
  String name() {
    Matcher m = NAME.matcher(sql);
    return m.find() ? m.group(1) : "";
  }

  /** For the journal; only for WRITE and READ. */
  Entry.Call call() {
    Matcher write = COUNTED.matcher(sql);
    if (!write.find()) {
      Matcher table = TABLE.matcher(sql);
      String name = table.find() ? table.group().toLowerCase(Locale.ROOT) : "?";
      return new Entry.Call("LOOKUP", "SELECT " + name, value("lybh"), false);
    }
    String verb = write.group(1).split("\\s")[0].toUpperCase(Locale.ROOT);
    String table = write.group(2).toLowerCase(Locale.ROOT);
    if (verb.equals("INSERT")) {
      String column = table.equals("t_inbox") ? "lsh" : "lybh";
      return new Entry.Call("CREATE", "INSERT " + table, inserted(column), true);
    }
    boolean cancels = verb.equals("DELETE") || "9".equals(value("zt"));
    String key = value("lybh");
    String revision = value("lybb");
    return new Entry.Call(
        cancels ? "CANCEL" : "CORRECT",
        verb + " " + table,
        key == null || revision == null ? key : key + "#" + revision,
        true);
  }

  /** What a column is set to or compared with, by {@code column = …}. */
  private String value(String column) {
    Matcher m =
        Pattern.compile("\\b" + column + "\"?\\s*=(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
            .matcher(sql);
    return m.find() ? literal(m.group(1)) : null;
  }

  /** What an INSERT gives a column. */
  private String inserted(String column) {
    Matcher m = INSERT_VALUES.matcher(sql);
    if (!m.find()) {
      return null;
    }
    String[] columns = m.group(1).split(",");
    String[] values = m.group(2).split(",");
    for (int i = 0; i < columns.length && i < values.length; i++) {
      if (columns[i].replace("\"", "").strip().equalsIgnoreCase(column)) {
        return literal(values[i]);
      }
    }
    return null;
  }

  private String literal(String expression) {
    Matcher m = VALUE.matcher(expression.replaceFirst("(?i)^\\s*cast\\s*\\(", ""));
    if (!m.find()) {
      return null;
    }
    if (m.group(1) != null) {
      int place = Integer.parseInt(m.group(1)) - 1;
      return place < parameters.size() ? parameters.get(place) : null;
    }
    return m.group(2) != null ? m.group(2) : m.group(3);
  }
}
