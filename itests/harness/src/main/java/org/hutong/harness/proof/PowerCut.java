package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hutong.harness.proof.CutJournal.Note;

/**
 * Puts files back to what a disk would hold after a power cut: what was forced is there, what was
 * written long enough ago too, and of the rest nothing, or any of the writes whichever they are.
 *
 * <p>A name that was made is there once its file or its folder was forced; a name that was removed
 * or changed once its folder was. Folders themselves stay. A write is whole or not there, as on a
 * disk that writes a database's page at once; only one that was under way at the cut, by a
 * descriptor that forces each write, may be there up to any of its sectors.
 */
final class PowerCut {
  private static final int SECTOR = 512;

  private final Path library;
  private final Path root;
  private final Path noted;
  private final Random random;
  private final Duration settled;

  /**
   * Cuts what happens below a folder.
   *
   * @param library {@code powercut.c}, built
   * @param noted where the notes lie; on the same disk, and not below the root
   * @param settled after so long the operating system has written by itself
   */
  PowerCut(Path library, Path root, Path noted, Random random, Duration settled)
      throws IOException {
    this.library = library;
    this.root = Files.createDirectories(root).toRealPath();
    this.noted = Files.createDirectories(noted).toRealPath();
    this.random = random;
    this.settled = settled;
  }

  /** What the process needs in its environment. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "HUTONG_CUT_ROOT", root.toString(),
        "HUTONG_CUT_JOURNAL", noted.toString());
  }

  /**
   * What a cut took.
   *
   * @param some whether some of what had not been forced was left, by chance
   * @param notes how many changes were followed
   * @param writes how many writes were taken back
   * @param kept how many writes were left though nothing had forced them
   * @param names how many names were taken back
   * @param mapped files that were written through memory, which cannot be followed
   */
  record Taken(
      boolean some, int notes, int writes, int kept, long bytes, int names, List<String> mapped) {}

  /** Takes back; the process is gone. */
  Taken strike(boolean some) throws IOException {
    Path file = noted.resolve("journal");
    CutJournal journal = CutJournal.read(file);
    Run run = new Run(journal, some, settledBefore(journal));
    run.writes();
    run.names();
    try (Stream<Path> aside = Files.list(noted)) {
      for (Path each : aside.toList()) {
        Files.delete(each);
      }
    }
    return new Taken(
        some, journal.notes().size(), run.undone, run.kept, run.bytes, run.names, run.mapped);
  }

  /** The place of the first note that is not yet old enough. */
  private int settledBefore(CutJournal journal) {
    long young = System.currentTimeMillis() - settled.toMillis();
    return journal.notes().stream()
        .filter(note -> note.millis() > young)
        .findFirst()
        .map(Note::at)
        .orElse(journal.notes().size());
  }

  private final class Run {
    private final CutJournal journal;
    private final boolean some;
    private final int young;
    private final Map<Long, Path> files = new HashMap<>();
    private final List<String> mapped = new ArrayList<>();
    private int undone;
    private int kept;
    private long bytes;
    private int names;

    Run(CutJournal journal, boolean some, int young) throws IOException {
      this.journal = journal;
      this.some = some;
      this.young = young;
      for (Path folder : List.of(root, noted)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : (Iterable<Path>) all::iterator) {
            files.put(inode(path), path);
          }
        }
      }
    }

    private boolean taken() {
      return !some || random.nextBoolean();
    }

    void writes() throws IOException {
      Map<Long, List<Note>> pending = new TreeMap<>();
      for (Note note : journal.notes()) {
        if (note.kind() == 'M') {
          mapped.addAll(note.paths().stream().map(Path::toString).toList());
        }
        boolean change = "WTR".indexOf(note.kind()) >= 0;
        if (change && note.at() >= young && note.at() > journal.forced(note.inode())) {
          pending.computeIfAbsent(note.inode(), i -> new ArrayList<>()).add(note);
        }
      }
      for (Map.Entry<Long, List<Note>> entry : pending.entrySet()) {
        Path path = files.get(entry.getKey());
        if (path != null && Files.isRegularFile(path)) {
          try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            back(file, entry.getValue());
          }
        }
      }
    }

    /** Backwards over what was not forced; a range that was is not touched by older notes. */
    private void back(FileChannel file, List<Note> changes) throws IOException {
      Ranges there = new Ranges();
      long size =
          changes.stream()
              .filter(note -> note.kind() != 'R')
              .findFirst()
              .map(Note::size)
              .orElse(file.size());
      boolean forcedLater = false;
      boolean whole = false;
      for (int i = changes.size() - 1; i >= 0; i--) {
        Note note = changes.get(i);
        if (note.kind() == 'R') {
          there.add(note.offset(), note.end());
          size = Math.max(size, note.end());
          forcedLater = true;
          whole = true;
        } else if (note.kind() == 'W' && note.sync() && whole) {
          whole = false; // Its own R came behind it.
        } else if (note.kind() == 'T' && forcedLater) {
          kept++;
        } else {
          long left = left(note);
          there.add(note.offset(), note.offset() + left);
          if (left > 0) {
            size = Math.max(size, Math.min(note.offset() + left, file.size()));
          }
          restore(file, note, there);
        }
      }
      if (file.size() > size) {
        file.truncate(size);
      }
    }

    /** How much of a write that nothing forced is there all the same. */
    private long left(Note note) {
      if (some && note.kind() == 'W' && note.sync()) {
        return Math.min(note.length(), (long) random.nextInt(SECTOR) * SECTOR);
      }
      if (note.kind() == 'W' && !taken()) {
        kept++;
        return note.length();
      }
      undone++;
      bytes += note.length();
      return 0;
    }

    private void restore(FileChannel file, Note note, Ranges there) throws IOException {
      byte[] old = journal.old(note);
      ByteBuffer all = ByteBuffer.allocate((int) note.length()).put(old).clear();
      for (long[] range : there.outside(note.offset(), note.end())) {
        ByteBuffer part = all.slice((int) (range[0] - note.offset()), (int) (range[1] - range[0]));
        while (part.hasRemaining()) {
          file.write(part, range[0] + part.position());
        }
      }
    }

    void names() throws IOException {
      List<Note> pending = new ArrayList<>();
      for (Note note : journal.notes()) {
        if ("CUN".indexOf(note.kind()) >= 0 && note.at() >= young && !onDisk(note)) {
          pending.add(note);
        }
      }
      int stay = some && !pending.isEmpty() ? random.nextInt(pending.size() + 1) : 0;
      for (int i = pending.size() - 1; i >= stay; i--) {
        Note note = pending.get(i);
        switch (note.kind()) {
          case 'C' -> unmake(note);
          case 'U' -> bringBack(note, note.paths().get(0));
          default -> renameBack(note);
        }
      }
    }

    private boolean onDisk(Note note) throws IOException {
      Path folder = note.paths().get(note.paths().size() - 1).getParent();
      boolean folderForced = Files.isDirectory(folder) && journal.forced(inode(folder)) > note.at();
      return folderForced || note.kind() == 'C' && journal.anyForced(note.inode()) > note.at();
    }

    private void unmake(Note note) throws IOException {
      Path path = note.paths().get(0);
      if (Files.exists(path) && inode(path) == note.inode()) {
        Files.delete(path);
        names++;
      }
    }

    private void bringBack(Note note, Path path) throws IOException {
      Path aside = noted.resolve(Long.toString(note.offset()));
      if (Files.exists(aside) && !Files.exists(path) && Files.isDirectory(path.getParent())) {
        Files.move(aside, path);
        names++;
      }
    }

    private void renameBack(Note note) throws IOException {
      Path before = note.paths().get(0);
      Path after = note.paths().get(1);
      if (Files.exists(after) && inode(after) == note.inode() && !Files.exists(before)) {
        Files.move(after, before);
        names++;
        if (note.offset() >= 0) {
          bringBack(note, after);
        }
      }
    }
  }

  private static long inode(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:ino", java.nio.file.LinkOption.NOFOLLOW_LINKS))
        .longValue();
  }

  /** Ranges of a file, joined where they meet. */
  private static final class Ranges {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    void add(long from, long to) {
      if (from >= to) {
        return;
      }
      long begin = from;
      long end = to;
      Map.Entry<Long, Long> near = ranges.floorEntry(end);
      while (near != null && near.getValue() >= begin) {
        begin = Math.min(begin, near.getKey());
        end = Math.max(end, near.getValue());
        ranges.remove(near.getKey());
        near = ranges.floorEntry(end);
      }
      ranges.put(begin, end);
    }

    List<long[]> outside(long from, long to) {
      List<long[]> free = new ArrayList<>();
      long at = from;
      Map.Entry<Long, Long> near = ranges.floorEntry(from);
      if (near != null) {
        at = Math.max(at, near.getValue());
      }
      for (Map.Entry<Long, Long> each : ranges.subMap(from, false, to, false).entrySet()) {
        if (each.getKey() > at) {
          free.add(new long[] {at, each.getKey()});
        }
        at = Math.max(at, each.getValue());
      }
      if (at < to) {
        free.add(new long[] {at, to});
      }
      return free;
    }
  }
}
