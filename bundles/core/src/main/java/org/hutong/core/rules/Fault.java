package org.hutong.core.rules;

/**
 * Something wrong in a file.
 *
 * @param file its name as a person knows it, such as {@code items/MZ-28.v1.yaml}
 * @param row 1-based line; 0 where the whole file is meant
 * @param field the path in the file, such as {@code steps[0].unit}, or the column
 * @param reason one Chinese sentence, never with a secret in it
 */
public record Fault(String file, int row, String field, String reason) {
  /** As one line for a log or a list. */
  public String line() {
    return file
        + (row > 0 ? " 第" + row + "行" : "")
        + (field.isEmpty() ? "" : " " + field)
        + "："
        + reason;
  }
}
