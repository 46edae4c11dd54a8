package org.hutong.problem;

/**
 * What is wrong with one field.
 *
 * @param pointer JSON Pointer (RFC 6901) into the request, such as {@code /subject/idNumber}
 * @param code the stable code
 * @param message a Chinese sentence that never repeats the value
 */
public record FieldError(String pointer, Code code, String message) {
  /** With the code's own sentence. */
  public static FieldError of(String pointer, Code code) {
    return new FieldError(pointer, code, code.sentence());
  }
}
