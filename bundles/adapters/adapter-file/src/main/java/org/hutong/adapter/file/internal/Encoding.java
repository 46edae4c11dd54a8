package org.hutong.adapter.file.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** A character set that never writes or reads a character as a question mark. */
record Encoding(Charset charset) {
  /** The mark of bytes that are no character. */
  static final char BROKEN = '\uFFFD';

  byte[] bytes(String field, String text) throws Format.DoesNotFit {
    try {
      ByteBuffer bytes =
          charset
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .encode(CharBuffer.wrap(text));
      byte[] result = new byte[bytes.remaining()];
      bytes.get(result);
      return result;
    } catch (CharacterCodingException e) {
      throw new Format.DoesNotFit(field, true);
    }
  }

  /** Bytes that are no character become {@link #BROKEN}. */
  String text(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, charset);
    return from == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
