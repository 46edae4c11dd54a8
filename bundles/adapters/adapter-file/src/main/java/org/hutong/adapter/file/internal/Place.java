package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.hutong.adapter.NotSent;

/** Where a system's files lie. Paths are relative, with {@code /}. */
interface Place extends AutoCloseable {
  /** Goes there. */
  Visit open() throws NotSent;

  @Override
  void close();

  /** A file is larger than may be read. */
  final class TooLarge extends IOException {
    TooLarge() {
      super("文件过大");
    }
  }

  /** One stay at the place; closing it from another thread ends what it waits for. */
  interface Visit extends AutoCloseable {
    /** Names of the plain files of a folder, in order. */
    List<String> list(String folder) throws IOException;

    boolean exists(String path) throws IOException;

    /** When a file was last written to, by the clock of the place. */
    Instant modified(String path) throws IOException;

    /** The whole file; {@link TooLarge} when it is larger than the limit. */
    byte[] read(String path, int most) throws IOException;

    /** Writes a whole file, over an older one of the name. */
    void write(String path, byte[] bytes) throws IOException;

    /** In one step: nobody sees half a file under the new name. */
    void move(String from, String to) throws IOException;

    @Override
    void close();
  }
}
