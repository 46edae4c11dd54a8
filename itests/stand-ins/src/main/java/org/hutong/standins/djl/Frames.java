package org.hutong.standins.djl;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages of PostgreSQL's protocol 3, as far as this proxy looks into them. */
final class Frames {
  static final int SSL_REQUEST = 80877103;
  static final int GSS_REQUEST = 80877104;
  static final int STARTUP = 196608;
  private static final int MAX_LENGTH = 64 << 20;
  private static final int INT = 4;

  private Frames() {}

  /** One message: its type and what comes after the length. */
  record Frame(char type, byte[] body) {
    void writeTo(DataOutputStream out) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + INT);
      out.write(body);
    }

    byte[] bytes() {
      return ByteBuffer.allocate(1 + INT + body.length)
          .put((byte) type)
          .putInt(body.length + INT)
          .put(body)
          .array();
    }
  }

  /** The next message, or null when the other side has ended. */
  static Frame read(DataInputStream in) throws IOException {
    int type = in.read();
    return type < 0 ? null : new Frame((char) type, readBody(in));
  }

  /** A message without a type, as at the start. */
  static byte[] readBody(DataInputStream in) throws IOException {
    int length = in.readInt() - INT;
    if (length < 0 || length > MAX_LENGTH) {
      throw new EOFException("Not a message of PostgreSQL's protocol");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return body;
  }

  /** The parameters of a startup message, such as user and application_name. */
  static Map<String, String> startup(byte[] body) {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    buffer.getInt();
    Map<String, String> parameters = new HashMap<>();
    for (String name = text(buffer); !name.isEmpty(); name = text(buffer)) {
      parameters.put(name, text(buffer));
    }
    return parameters;
  }

  /** A text that ends with a zero byte. */
  static String text(ByteBuffer buffer) {
    int start = buffer.position();
    while (buffer.hasRemaining() && buffer.get() != 0) {
      // to the end of the text
    }
    int end = Math.max(start, buffer.position() - 1);
    return new String(buffer.array(), start, end - start, StandardCharsets.UTF_8);
  }

  /** The parameters of a Bind message after its two names: text, or null for NULL and binary. */
  static List<String> bound(ByteBuffer buffer) {
    short[] formats = new short[buffer.getShort()];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = buffer.getShort();
    }
    int count = buffer.getShort();
    List<String> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = buffer.getInt();
      int format = formats.length == 0 ? 0 : formats[formats.length == 1 ? 0 : i];
      if (length < 0) {
        values.add(null);
        continue;
      }
      byte[] value = new byte[length];
      buffer.get(value);
      values.add(format == 0 ? new String(value, StandardCharsets.UTF_8) : integer(value));
    }
    return values;
  }

  private static String integer(byte[] binary) {
    return switch (binary.length) {
      case Short.BYTES -> "" + ByteBuffer.wrap(binary).getShort();
      case Integer.BYTES -> "" + ByteBuffer.wrap(binary).getInt();
      case Long.BYTES -> "" + ByteBuffer.wrap(binary).getLong();
      default -> null;
    };
  }

  /** An ErrorResponse after which the server closes the connection. */
  static byte[] fatal(String sqlState, String message) {
    String fields = "SFATAL\0VFATAL\0C" + sqlState + "\0M" + message + "\0\0";
    return new Frame('E', fields.getBytes(StandardCharsets.UTF_8)).bytes();
  }
}
