package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  private static final int LARGE = 8 << 20;

  @TempDir private Path folder;

  @Test
  void aLargeFileIsCopiedWithoutStandingInTheHeap() throws Exception {
    byte[] content = new byte[LARGE];
    new Random(1).nextBytes(content);
    Path from = Files.write(folder.resolve("module.jar"), content);
    Path to = Files.writeString(folder.resolve("kept.jar"), "an older one");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    PrivateFiles.copy(from, to);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(LARGE / 8);
    assertThat(to).hasBinaryContent(content);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }
}
