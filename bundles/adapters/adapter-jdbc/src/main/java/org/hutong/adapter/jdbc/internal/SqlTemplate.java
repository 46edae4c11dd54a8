package org.hutong.adapter.jdbc.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SQL statement with named parameters. A parameter becomes a {@code ?} of a prepared statement;
 * what stands in quotes, comments and casts ({@code ::}) is left alone. No value ever becomes part
 * of the text.
 *
 * @param sql with {@code ?} for each parameter
 * @param parameters the names in the order of the {@code ?}
 */
record SqlTemplate(String sql, List<String> parameters) {
  // In this order: what must be skipped as a whole, then casts, then what we look for.
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<escape>[eE]'(?:[^'\\\\]|\\\\.|'')*')"
              + "|(?<text>'(?:[^']|'')*')"
              + "|(?<name>\"(?:[^\"]|\"\")*\")"
              + "|(?<dollar>(?<!\\w)\\$(?<tag>[A-Za-z_]*)\\$.*?\\$\\k<tag>\\$)"
              + "|(?<line>--[^\\r\\n]*)"
              + "|(?<block>/\\*.*?\\*/)"
              + "|(?<cast>::)"
              + "|:(?<param>[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}\\p{N}_]+)*)"
              + "|(?<mark>\\?)"
              + "|(?<end>;)"
              + "|(?<open>['\"]|/\\*)",
          Pattern.DOTALL);

  SqlTemplate {
    parameters = List.copyOf(parameters);
  }

  /** Reads a statement; the exception's message is a Chinese clause for a configuration error. */
  static SqlTemplate parse(String text) {
    String source = text.strip();
    while (source.endsWith(";")) {
      source = source.substring(0, source.length() - 1).stripTrailing();
    }
    List<String> names = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher token = TOKEN.matcher(source);
    int from = 0;
    while (token.find()) {
      sql.append(source, from, token.start());
      from = token.end();
      if (token.group("param") != null) {
        names.add(token.group("param"));
        sql.append('?');
      } else if (token.group("mark") != null) {
        throw new IllegalArgumentException("语句中不能有问号，参数写作 :名称");
      } else if (token.group("end") != null) {
        throw new IllegalArgumentException("每一项只能有一条语句");
      } else if (token.group("open") != null) {
        throw new IllegalArgumentException("引号或注释没有结束");
      } else if (token.group("line") != null || token.group("block") != null) {
        sql.append(' ');
      } else {
        // The driver would read a question mark in a quoted text as text; nothing to escape.
        sql.append(token.group());
      }
    }
    sql.append(source.substring(from));
    if (sql.toString().isBlank()) {
      throw new IllegalArgumentException("语句为空");
    }
    return new SqlTemplate(sql.toString(), names);
  }
}
