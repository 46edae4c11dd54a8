package org.hutong.adapter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * What a source gave.
 *
 * @param rows in the source's order
 * @param refused rows, or whole files, that could not be read; they stand beside the good ones
 * @param next to be given to the next fetch once all of this was kept; null when there is nothing
 *     yet and never was
 * @param more whether the source has more at once
 */
public record Batch(List<Row> rows, List<Refused> refused, @Nullable Cursor next, boolean more) {
  /** Copies the lists. */
  public Batch {
    rows = List.copyOf(rows);
    refused = List.copyOf(refused);
  }

  /**
   * One record as the system wrote it.
   *
   * @param key the system's own key of the record; a later row of the same key replaces it
   * @param place where it came from, such as {@code YLZX_LR_20260105.csv:17}
   * @param fields name to text, as it stood there
   */
  public record Row(String key, String place, Map<String, String> fields) {
    /** Keeps the order of the fields. */
    public Row {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Hides the fields. */
    @Override
    public String toString() {
      return "Row[" + place + "]";
    }
  }

  /**
   * What could not be read.
   *
   * @param place the file, or the file and its line
   * @param reason one Chinese sentence that quotes nothing
   */
  public record Refused(String place, String reason) {}
}
