package org.hutong.harness.proof;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code powercut.c} noted, in order, and what of it had been forced to the disk. */
final class CutJournal {
  private static final int MAGIC = 0x31545543;
  private static final int HEAD = 56;

  private final Path file;
  private final List<Note> notes = new ArrayList<>();
  private final Map<Long, Integer> forced = new HashMap<>();
  private final Map<Long, Integer> rangeForced = new HashMap<>();

  /**
   * One note; the kinds are powercut.c's.
   *
   * @param at its place among the notes
   * @param paths one, or two of a rename
   * @param dataAt where in the journal the old bytes stand
   */
  record Note(
      int at,
      char kind,
      boolean sync,
      long inode,
      long millis,
      long offset,
      long length,
      long size,
      List<Path> paths,
      long dataAt,
      int data) {
    /** Behind the last byte written. */
    long end() {
      return offset + length;
    }
  }

  private CutJournal(Path file) {
    this.file = file;
  }

  /** Reads all of it; a note that was not written to its end was of a change not begun. */
  static CutJournal read(Path file) throws IOException {
    CutJournal journal = new CutJournal(file);
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file)) {
        journal.read(channel);
      }
    }
    journal.pairUp();
    return journal;
  }

  private void read(FileChannel channel) throws IOException {
    long at = 0;
    while (at + HEAD <= channel.size()) {
      ByteBuffer head = bytes(channel, at, HEAD);
      if (head.getInt() != MAGIC) {
        throw new IOException("No note at " + at + " of " + file);
      }
      char kind = (char) head.get();
      boolean sync = head.get() != 0;
      int pathLength = Short.toUnsignedInt(head.getShort());
      long inode = head.getLong();
      long millis = head.getLong();
      long offset = head.getLong();
      long length = head.getLong();
      long size = head.getLong();
      int data = (int) head.getLong();
      long next = at + HEAD + pathLength + data;
      if (next > channel.size()) {
        return;
      }
      List<Path> paths = new ArrayList<>();
      if (pathLength > 0) {
        String text =
            StandardCharsets.UTF_8.decode(bytes(channel, at + HEAD, pathLength)).toString();
        for (String path : text.split("\0")) {
          paths.add(Path.of(path));
        }
      }
      notes.add(
          new Note(
              notes.size(),
              kind,
              sync,
              inode,
              millis,
              offset,
              length,
              size,
              paths,
              at + HEAD + pathLength,
              data));
      at = next;
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("The journal ends within a note");
      }
    }
    return buffer.flip();
  }

  /** A forcing covers what was written before it began, and counts once it has ended. */
  private void pairUp() {
    Map<String, Integer> begun = new HashMap<>();
    for (Note note : notes) {
      switch (note.kind()) {
        case 'B' -> begun.put(note.length() + "/" + note.offset(), note.at());
        case 'E' ->
            forced.merge(note.inode(), begun.get(note.length() + "/" + note.offset()), Math::max);
        case 'R' -> rangeForced.put(note.inode(), note.at());
        default -> {
          // A change.
        }
      }
    }
  }

  List<Note> notes() {
    return notes;
  }

  /** The note up to which all of a file, or of a folder's names, was forced; -1 for none. */
  int forced(long inode) {
    return forced.getOrDefault(inode, -1);
  }

  /** The last note by which some of the file was forced, and with it that there is a file. */
  int anyForced(long inode) {
    return Math.max(forced(inode), rangeForced.getOrDefault(inode, -1));
  }

  /** What stood in a file before the change. */
  byte[] old(Note note) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return bytes(channel, note.dataAt(), note.data()).array();
    }
  }
}
