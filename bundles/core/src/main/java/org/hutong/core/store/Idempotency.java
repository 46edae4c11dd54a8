package org.hutong.core.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hutong.access.Caller;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * The first answer to a write, given again for the same key and the same body. The scope of a key
 * is the client; it is kept as long as the case. What the client may see can change meanwhile: an
 * answer with persons in it is looked at again before it is given.
 */
public final class Idempotency {
  private static final String FIND =
      "SELECT body_mac, answer FROM idempotency WHERE client = ? AND client_key = ?";
  private static final String KEEP =
      "INSERT INTO idempotency (client, client_key, body_mac, answer, at_ms)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** What is done the first time. */
  @FunctionalInterface
  public interface Work<R> {
    R run(Tx tx) throws SQLException;
  }

  /** What is answered when it was done before. */
  @FunctionalInterface
  public interface Again<R> {
    R show(Tx tx, R first) throws SQLException;
  }

  private final Vault vault;

  /** Answers are kept encrypted by this vault. */
  public Idempotency(Vault vault) {
    this.vault = vault;
  }

  /**
   * A write under its key; made before the writer is asked, so that its digest costs the writer
   * nothing.
   *
   * @param what the operation and what it is done to: the same key cannot serve another
   * @param body a plain tree; equal canonical JSON is the same body
   */
  public Request request(Caller caller, String key, String what, Object body) {
    if (key.isBlank() || key.length() > 128) {
      throw Refused.because(Code.IDEMPOTENCY_KEY_REQUIRED);
    }
    byte[] canonical = Trees.canonical(List.of(what, body));
    String mac =
        HexFormat.of()
            .formatHex(vault.index("body", new String(canonical, StandardCharsets.UTF_8)));
    return new Request(caller.account(), key, mac);
  }

  /** A write under its key. */
  public final class Request {
    private final String client;
    private final String key;
    private final String mac;

    private Request(String client, String key, String mac) {
      this.client = client;
      this.key = key;
      this.mac = mac;
    }

    /**
     * Does it, or gives the first answer again.
     *
     * @throws Refused {@code IDEMPOTENCY_KEY_REUSED} when the key served another body
     */
    public <R> R once(Tx tx, Class<R> type, Work<R> work) throws SQLException {
      return once(tx, type, work, (t, first) -> first);
    }

    /**
     * The same where the first answer is not given as it was.
     *
     * @throws Refused {@code IDEMPOTENCY_KEY_REUSED} when the key served another body
     */
    public <R> R once(Tx tx, Class<R> type, Work<R> work, Again<R> again) throws SQLException {
      Optional<R> first = first(tx, type, again);
      if (first.isPresent()) {
        return first.get();
      }
      R answer = work.run(tx);
      PreparedStatement keep = tx.prepare(KEEP);
      keep.setString(1, client);
      keep.setString(2, key);
      keep.setString(3, mac);
      keep.setBytes(4, vault.encrypt(Trees.write(answer), place()));
      keep.setLong(5, tx.now().toEpochMilli());
      keep.executeUpdate();
      return answer;
    }

    /** The first answer, if there was one. */
    public <R> Optional<R> first(Tx tx, Class<R> type) throws SQLException {
      return first(tx, type, (t, first) -> first);
    }

    /** The first answer, if there was one, as it is given again. */
    public <R> Optional<R> first(Tx tx, Class<R> type, Again<R> again) throws SQLException {
      PreparedStatement find = tx.prepare(FIND);
      find.setString(1, client);
      find.setString(2, key);
      try (ResultSet row = find.executeQuery()) {
        if (row.next()) {
          if (!row.getString(1).equals(mac)) {
            throw Refused.because(Code.IDEMPOTENCY_KEY_REUSED);
          }
          R answer = Trees.read(vault.decrypt(row.getBytes(2), place()), type);
          return Optional.of(again.show(tx, answer));
        }
        return Optional.empty();
      }
    }

    private String place() {
      return "idempotency/" + client + "/" + key;
    }
  }
}
