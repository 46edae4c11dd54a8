package org.hutong.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose data lie in {@code HUTONG_DATA}, and in which kind of database, as the file {@code
 * identity.json} there says. Settings that were lost or are another street's would make an empty
 * database beside the one that is there, or go on with its numbers.
 *
 * @param format of the file, 1
 * @param street nine digits
 * @param store {@code derby} or {@code postgresql}
 */
public record DataIdentity(int format, String street, String store) {
  /** Its name in the folder of data. */
  public static final String FILE = "identity.json";

  private static final int FORMAT = 1;
  private static final Logger LOG = LoggerFactory.getLogger(DataIdentity.class);

  /** What the settings say. */
  public static DataIdentity of(String street, String store) {
    return new DataIdentity(FORMAT, street, store);
  }

  /**
   * Holds it against what the data say, before the database is opened; data of a release that kept
   * no file say nothing.
   *
   * @throws StoreRefused the data are another's
   */
  public void check(Path data) throws IOException, StoreRefused {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    DataIdentity kept = read(file);
    same("street.code", kept.street, street);
    same("store.kind", kept.store, store);
  }

  private static DataIdentity read(Path file) throws IOException, StoreRefused {
    DataIdentity kept = null;
    try {
      kept = Trees.read(Files.readAllBytes(file), DataIdentity.class);
    } catch (IllegalStateException e) {
      LOG.warn("{} cannot be read", file, e);
    }
    if (kept == null) {
      throw new StoreRefused("HUTONG_DATA/" + FILE + " 无法读取，请从备份中放回");
    }
    if (kept.format != FORMAT) {
      throw new StoreRefused("HUTONG_DATA/" + FILE + " 的格式 " + kept.format + " 不认识，它由更新的版本写入");
    }
    return kept;
  }

  private static void same(String name, String kept, String set) throws StoreRefused {
    if (!set.equals(kept)) {
      throw new StoreRefused(
          "HUTONG_DATA 中的数据属于 %s = %s，而设置为 %s；请改正 etc/org.hutong.core.cfg"
                  .formatted(name, kept, set)
              + "（有意更换时请先删除 HUTONG_DATA/"
              + FILE
              + "）");
    }
  }

  /** Writes it where it is not yet; the database holds cases by then. */
  public void keep(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, Trees.write(this));
    }
  }
}
