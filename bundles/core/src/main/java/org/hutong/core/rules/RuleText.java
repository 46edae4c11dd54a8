package org.hutong.core.rules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file that a business person wrote: UTF-8 with or without its mark, else GB18030,
 * which is what an office program saves as "ANSI" here; that is taken, and said. The GB18030
 * decoder also reads what calls itself GBK (standards.md §5). A character of the private area is
 * one that some older program could not name: it is refused rather than shown as a blank.
 */
final class RuleText {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String MARK = "\uFEFF";

  private RuleText() {}

  /** The text; null when it cannot be read, and the faults say why. */
  static @Nullable String read(Path file, String name, List<Fault> faults) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = decoded(bytes, StandardCharsets.UTF_8);
    if (text == null) {
      text = decoded(bytes, GB18030);
      if (text != null) {
        faults.add(Fault.note(name, "文件为 GB18030 编码，已按该编码读取；建议另存为 UTF-8"));
      }
    }
    if (text == null || text.indexOf('\0') >= 0) {
      faults.add(new Fault(name, 0, "", "文件不是 UTF-8 或 GB18030 编码的文字"));
      return null;
    }
    int row = privateUse(text);
    if (row > 0) {
      faults.add(new Fault(name, row, "", "有无法对应的用户自定义字符，请改用正式编码的字"));
      return null;
    }
    return text.startsWith(MARK) ? text.substring(1) : text;
  }

  private static @Nullable String decoded(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The 1-based line of the first such character; 0 without one. */
  private static int privateUse(String text) {
    int row = 1;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (Character.getType(point) == Character.PRIVATE_USE) {
        return row;
      }
      row += point == '\n' ? 1 : 0;
      i += Character.charCount(point);
    }
    return 0;
  }
}
