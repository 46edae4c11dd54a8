package org.hutong.core.upkeep;

import java.io.IOException;
import java.nio.file.FileStore;
import java.time.Duration;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes intake while less is free on the disk than the floor, and opens it again by itself when
 * there is a tenth more. The floor is the room that the ends of work in hand are written into.
 */
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

  /** How much a disk has left. */
  @FunctionalInterface
  interface Room {
    long usableBytes() throws IOException;

    /** That of a file store. */
    static Room of(FileStore store) {
      return store::getUsableSpace;
    }

    /** That of the fuller one of two. */
    static Room least(Room one, Room other) {
      return () -> Math.min(one.usableBytes(), other.usableBytes());
    }
  }

  private final Room room;
  private final long floor;
  private volatile long free;
  private volatile boolean open = true;

  DiskWatch(Room room, long floorBytes) {
    this.room = room;
    this.floor = floorBytes;
  }

  /** Looks; a disk that does not answer changes nothing. */
  void look() {
    try {
      free = room.usableBytes();
    } catch (IOException e) {
      LOG.warn("The free room on the disk cannot be read", e);
      return;
    }
    if (open && free < floor) {
      open = false;
      LOG.error("Only {} MiB free, below the floor of {}: intake refuses", free >> 20, floor >> 20);
    } else if (!open && free >= floor + floor / 10) {
      open = true;
      LOG.warn("{} MiB free again: intake is open", free >> 20);
    }
  }

  boolean open() {
    return open;
  }

  long free() {
    return free;
  }

  long floor() {
    return floor;
  }

  /** Refuses with {@code STORAGE_LOW} while intake is closed. */
  void mustBeOpen() {
    if (!open) {
      throw Refused.later(Code.STORAGE_LOW, TRY_AGAIN);
    }
  }
}
