package org.hutong.harness.proof;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A folder as a disk of its own, in memory, that can be filled; where the machine lets it be. */
final class SmallDisk implements AutoCloseable {
  private static final int MIB = 1 << 20;

  private final Path folder;
  private final String why;
  private boolean gone;

  private SmallDisk(Path folder, String why) {
    this.folder = folder;
    this.why = why;
  }

  /** Mounts it; a machine that does not let us says why by {@link #why}. */
  static SmallDisk at(Path folder, int mib) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String said =
        run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m,mode=700", "hutong-faults", folder);
    SmallDisk disk = new SmallDisk(folder, said);
    Runtime.getRuntime().addShutdownHook(new Thread(disk::takeAway, "umount"));
    return disk;
  }

  private static String run(Object... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
              .redirectErrorStream(true)
              .start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? "" : said;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Why there is none; empty when there is one. */
  String why() {
    return why;
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Writes until no more than so much is free; 0 for until nothing goes any more. */
  void fill(int leaveMib) throws IOException {
    byte[] block = new byte[leaveMib == 0 ? 4_096 : MIB];
    try (OutputStream out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (Files.getFileStore(folder).getUsableSpace() > (long) leaveMib * MIB) {
        out.write(block);
      }
    } catch (IOException e) {
      if (leaveMib != 0) {
        throw e;
      }
      // Full is what was wanted.
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(filler());
  }

  private void takeAway() {
    try {
      close();
    } catch (IOException e) {
      System.err.println("still mounted: " + folder + ": " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (!why.isEmpty() || gone) {
      return;
    }
    gone = true;
    try {
      String said = run("umount", "-l", folder);
      if (!said.isEmpty()) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while a disk was taken away", e);
    }
  }
}
