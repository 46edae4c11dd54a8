package org.hutong.core.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first opening of a database folder, until its schema is complete. What a kill or a power cut
 * leaves of it holds nothing of anybody's and can often not be opened: it is put aside, and the
 * database begins anew.
 */
final class FirstOpening {
  private static final Logger LOG = LoggerFactory.getLogger(FirstOpening.class);

  private final Path folder;
  private final Path mark;

  FirstOpening(Path folder) {
    this.folder = folder;
    this.mark = folder.resolveSibling(folder.getFileName() + ".first");
  }

  /** Whether the folder is to be made; from then on until the end it may be put aside. */
  boolean begin() throws IOException {
    if (Files.exists(folder)) {
      if (!Files.exists(mark)) {
        return false;
      }
      // One only: on a full disk each attempt would leave another, until nothing could help.
      Path aside = folder.resolveSibling(folder.getFileName() + ".unfinished");
      PrivateFiles.remove(aside);
      LOG.warn(
          "首次启动没有完成，未用过的数据库移至 {}，重新建立。 The first start did not come to its end: begun anew", aside);
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    PrivateFiles.write(mark, "\n".getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** The schema is complete; durable before anything is stored. */
  void end() throws IOException {
    if (Files.deleteIfExists(mark)) {
      PrivateFiles.force(mark.toAbsolutePath().getParent());
    }
  }
}
