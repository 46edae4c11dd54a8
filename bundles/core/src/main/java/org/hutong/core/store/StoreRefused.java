package org.hutong.core.store;

import java.sql.SQLException;

/** The database is there and must not be used as things are; its message says why, in Chinese. */
public final class StoreRefused extends SQLException {
  private static final long serialVersionUID = 1L;

  /** With that sentence. */
  public StoreRefused(String sentence) {
    super(sentence, "55000");
  }
}
