package org.hutong.adapter.jdbc.internal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database error says of the document. The server's sentences quote values, so no reason
 * holds one: reasons name the SQLSTATE and the constraint.
 */
final class SqlFailures {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration BUSY = Duration.ofSeconds(5);

  private SqlFailures() {}

  static boolean accountRefused(SQLException e) {
    return state(e).startsWith("28");
  }

  static boolean keyTaken(SQLException e) {
    return state(e).equals("23505");
  }

  static boolean untranslatable(SQLException e) {
    return state(e).equals("22P05");
  }

  /**
   * No connection was had: nothing left. What a person must repair is tried again after a while.
   */
  static Outcome noConnection(SQLException e, Duration repair) throws NotSent {
    String state = state(e);
    if (state.startsWith("28")) {
      return new Outcome.RetryLater("目标库拒绝了接入账号（" + state + "），请核对口令或解锁", repair);
    }
    if (state.startsWith("3D")) {
      return new Outcome.RetryLater("目标库不存在（" + state + "）", repair);
    }
    throw new NotSent("连不上目标库（" + state + "）", e);
  }

  /** Why nothing could be read without a connection. */
  static String notReached(SQLException e) {
    return accountRefused(e) ? "目标库拒绝了接入账号" : "连不上目标库（" + state(e) + "）";
  }

  /** Why a query gave nothing. */
  static String notRead(SQLException e) {
    String state = state(e);
    return state.startsWith("42") || state.startsWith("3F")
        ? "目标库的表结构或权限与配置不符（" + state + "）"
        : "目标库出错（" + state + "）";
  }

  /** A statement failed; its transaction is not committed. */
  static Outcome beforeCommit(SQLException e, Duration repair, Context context) {
    String state = state(e);
    return switch (state.substring(0, 2)) {
      case "08" -> new Outcome.RetryLater("提交前连接中断（" + state + "），目标库未保存", SOON);
      case "25", "40", "55" -> new Outcome.RetryLater("目标库暂不能写（" + state + "）", SOON);
      case "53", "57", "58" -> new Outcome.RetryLater("目标库忙或正在维护（" + state + "）", BUSY);
      case "28" -> new Outcome.RetryLater("目标库拒绝了接入账号（" + state + "）", repair);
      case "42", "3D", "3F" -> new Outcome.RetryLater("目标库的表结构或权限与配置不符（" + state + "）", repair);
      default -> refused(e, state, context);
    };
  }

  /** The commit itself failed. */
  static Outcome atCommit(SQLException e, Duration repair, Context context) {
    String state = state(e);
    boolean serverSaysNo =
        e instanceof PSQLException known
            && known.getServerErrorMessage() != null
            && (state.startsWith("23") || state.startsWith("40") && !state.equals("40003"));
    if (serverSaysNo) {
      return beforeCommit(e, repair, context);
    }
    return new Outcome.Unknown("提交时连接中断（" + state + "），不知目标库是否已保存");
  }

  private static Outcome refused(SQLException e, String state, Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sqlState", state);
    String constraint = "";
    ServerErrorMessage server = server(e);
    if (server != null) {
      body.put("constraint", server.getConstraint());
      body.put("table", server.getTable());
      body.put("column", server.getColumn());
      body.put("message", server.getMessage());
      constraint = server.getConstraint() == null ? "" : "，约束 " + server.getConstraint();
    }
    Outcome mapped = context.interpret(new Answer(0, Map.of("sqlstate", state), body));
    if (mapped instanceof Outcome.Unknown) {
      // The mapping does not know the error, but we know that nothing was kept.
      return new Outcome.Rejected(state, "目标库拒收（" + state + constraint + "）");
    }
    return mapped;
  }

  private static @Nullable ServerErrorMessage server(SQLException e) {
    return e instanceof PSQLException known ? known.getServerErrorMessage() : null;
  }

  /** The SQLSTATE of the error or of what caused it; that of a broken connection if none. */
  static String state(SQLException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof PSQLException known && known.getSQLState() != null) {
        return padded(known.getSQLState());
      }
    }
    return e.getSQLState() == null ? "08000" : padded(e.getSQLState());
  }

  private static String padded(String state) {
    return state.length() < 2 ? "08000" : state;
  }
}
