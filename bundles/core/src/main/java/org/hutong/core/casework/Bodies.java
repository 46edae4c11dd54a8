package org.hutong.core.casework;

import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The case bodies that lanes read last, in clear, in memory only. A case goes to several systems
 * within moments, and reading its body (a large column, AES-GCM, JSON) is dear; a revision is never
 * changed once written, so nothing here can be out of date.
 */
final class Bodies {
  private static final int MOST = 256;

  private record Key(long caseId, int revision) {}

  /** Reads one that is not here. */
  @FunctionalInterface
  interface Reader {
    Map<String, Object> read() throws SQLException;
  }

  private final Map<Key, Map<String, Object>> last =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<String, Object>> eldest) {
          return size() > MOST;
        }
      };

  /** The body of that revision; whoever gets it changes nothing in it. */
  Map<String, Object> of(long caseId, int revision, Reader reader) throws SQLException {
    Key key = new Key(caseId, revision);
    Map<String, Object> known = find(key);
    if (known != null) {
      return known;
    }
    Map<String, Object> read = Collections.unmodifiableMap(reader.read());
    synchronized (last) {
      last.put(key, read);
    }
    return read;
  }

  private @Nullable Map<String, Object> find(Key key) {
    synchronized (last) {
      return last.get(key);
    }
  }
}
