package org.hutong.core.rules;

import java.util.List;

/**
 * Something wrong in a file, or only worth knowing.
 *
 * @param file its name as a person knows it, such as {@code items/MZ-28.v1.yaml}
 * @param row 1-based line; 0 where the whole file is meant
 * @param field the path in the file, such as {@code steps[0].unit}, or the column
 * @param reason one Chinese sentence, never with a secret in it
 * @param note true where the file is taken all the same, such as one in GB18030
 */
public record Fault(String file, int row, String field, String reason, boolean note) {
  /** Something wrong: the file is not taken. */
  public Fault(String file, int row, String field, String reason) {
    this(file, row, field, reason, false);
  }

  /** Something a person should know of a file that is taken. */
  public static Fault note(String file, String reason) {
    return new Fault(file, 0, "", reason, true);
  }

  /** How many of them keep a file out of force. */
  public static int wrong(List<Fault> faults) {
    return (int) faults.stream().filter(f -> !f.note()).count();
  }

  /** As one line for a log or a list. */
  public String line() {
    return file
        + (row > 0 ? " 第" + row + "行" : "")
        + (field.isEmpty() ? "" : " " + field)
        + "："
        + reason;
  }
}
