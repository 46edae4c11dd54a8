package org.hutong.adapter.file.internal;

import org.hutong.adapter.Batch;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;

/**
 * How much of a file is taken into the memory, which all of the appliance shares: a file that fills
 * it would end the process, and again after each restart.
 *
 * @param lines most lines
 * @param cells most values in all lines together
 */
record Room(int lines, int cells) {
  static final int CELLS = 500_000;

  /** A cell takes some 130 bytes while it is read, so that a full file takes a quarter. */
  private static final int BYTES_A_CELL = 512;

  private static final int LINES = 100_000;

  /** A file has more than there is room for. */
  static final class TooMuch extends Exception {
    TooMuch(String reason) {
      super(reason, null, false, false);
    }
  }

  static Room read(Settings settings) throws InvalidConfig {
    return new Room(number(settings, "mostLines", LINES, BYTES_A_CELL), cells(settings));
  }

  static int cells(Settings settings) throws InvalidConfig {
    return number(settings, "mostCells", CELLS, BYTES_A_CELL);
  }

  /**
   * A limit that the memory bounds.
   *
   * @param share so many bytes of the memory stand for one
   */
  static int number(Settings settings, String name, int otherwise, int share) throws InvalidConfig {
    long memory = Runtime.getRuntime().maxMemory();
    int most = (int) Math.min(1 << 30, memory / share);
    int value = settings.number(name, Math.min(otherwise, most), 1, Integer.MAX_VALUE);
    if (value > most) {
      throw settings.wrong(name, "应在 1 与 " + most + " 之间，更大的文件本机的内存（" + (memory >> 20) + " MB）容不下");
    }
    return value;
  }

  /** Checks what was read so far. */
  void check(long readLines, long readCells) throws TooMuch {
    if (readLines > lines) {
      throw new TooMuch("行数超过上限 " + lines + "，整个文件暂不汇入");
    }
    if (readCells > cells) {
      throw new TooMuch("单元格超过上限 " + cells + "，整个文件暂不汇入");
    }
  }

  /** The whole file is held. */
  static Format.Parsed held(String name, TooMuch why) {
    Format.Parsed parsed = new Format.Parsed(Format.UNCOUNTED);
    parsed.bad().add(new Batch.Refused(name, String.valueOf(why.getMessage())));
    return parsed;
  }
}
