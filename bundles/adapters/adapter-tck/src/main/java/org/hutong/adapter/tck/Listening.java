package org.hutong.adapter.tck;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears all that is written to the log, down to DEBUG, and to the standard streams. */
final class Listening implements AutoCloseable {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final String level = System.getProperty(LEVEL);
  private final Logger root = Logger.getLogger("");
  private final Level rootLevel = root.getLevel();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          if (String.valueOf(line.getLoggerName()).matches("(sun|com\\.sun|jdk|java|javax)\\..*")) {
            return; // the test's own server and the JDK: no adapter turns these on
          }
          add(line.getMessage());
          if (line.getParameters() != null) {
            for (Object each : line.getParameters()) {
              add(String.valueOf(each));
            }
          }
          add(String.valueOf(line.getThrown()));
        }

        @Override
        public void flush() {
          // Nothing is kept back.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  Listening() {
    PrintStream both = new PrintStream(heard, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    System.setProperty(LEVEL, "debug");
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    root.setLevel(Level.FINE);
  }

  void add(String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (heard) {
      heard.writeBytes(bytes);
    }
  }

  String text() {
    return heard.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(rootLevel);
    System.setOut(out);
    System.setErr(err);
    if (level == null) {
      System.clearProperty(LEVEL);
    } else {
      System.setProperty(LEVEL, level);
    }
  }
}
