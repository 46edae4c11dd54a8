package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;

/** How a file of records is written: one record a line. */
interface Format {
  /** The lines of a file that cannot be opened. */
  int UNCOUNTED = -1;

  /** A record cannot be written so; the message names the field, never the value. */
  final class DoesNotFit extends IOException {
    private final boolean encoding;

    DoesNotFit(String field, boolean encoding) {
      super(field);
      this.encoding = encoding;
    }

    /** Whether the system's character set lacks a character, rather than the room being short. */
    boolean encoding() {
      return encoding;
    }
  }

  /**
   * What a file says.
   *
   * @param lines data lines in the file, good and bad ones, or {@link #UNCOUNTED}
   */
  record Parsed(int lines, List<Line> good, List<Batch.Refused> bad) {
    Parsed(int lines) {
      this(lines, new ArrayList<>(), new ArrayList<>());
    }
  }

  /** One record and the line where it begins. */
  record Line(int number, Map<String, String> fields) {}

  /** The file of these records. */
  byte[] write(List<Map<String, String>> records) throws DoesNotFit;

  /**
   * The records of a file.
   *
   * @param name for the places of what cannot be read
   */
  Parsed read(String name, byte[] file);

  /** The name of every field, in order. */
  List<String> fields();
}
