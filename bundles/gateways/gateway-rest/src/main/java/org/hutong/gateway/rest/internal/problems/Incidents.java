package org.hutong.gateway.rest.internal.problems;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a fault of our own once, under a number that the caller is told. Messages of exceptions are
 * left out: a database or a parser may have put a person's data into them.
 */
public final class Incidents {
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);
  private static final int FRAMES = 40;
  private static final int CAUSES = 8;

  /** Logs the fault; its number. */
  public String report(String request, Throwable fault) {
    String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    if (LOG.isErrorEnabled()) {
      LOG.error("Incident {} in {}:{}", incident, request, describe(fault));
    }
    return incident;
  }

  private static String describe(Throwable fault) {
    StringBuilder text = new StringBuilder();
    Throwable at = fault;
    for (int depth = 0; at != null && depth < CAUSES; depth++, at = at.getCause()) {
      text.append(depth == 0 ? " " : "\nCaused by: ").append(at.getClass().getName());
      if (at instanceof SQLException sql) {
        text.append(" SQLState ").append(sql.getSQLState());
      }
      StackTraceElement[] frames = at.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
        text.append("\n\tat ").append(frames[i]);
      }
    }
    return text.toString();
  }
}
