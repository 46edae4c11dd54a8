package org.hutong.adapter.file.internal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The {@code .ok} file that says a file is whole: its name, its data lines, its MD5. */
record Marker(String name, int lines, String md5) {
  static final String SUFFIX = ".ok";
  private static final Charset GB18030 = Charset.forName("GB18030");

  static Marker of(String name, int lines, byte[] file) {
    return new Marker(name, lines, md5(file));
  }

  /** The partner's own check against broken transfers; nothing is trusted for it. */
  static String md5(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] bytes() {
    return (name + "," + lines + "," + md5 + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a marker's text speaks of this file; its name may be written in either encoding. */
  boolean matches(byte[] marker) {
    return matches(new String(marker, StandardCharsets.UTF_8))
        || matches(new String(marker, GB18030));
  }

  private boolean matches(String marker) {
    String[] said = marker.strip().split(",", -1);
    return said.length == 3
        && said[0].strip().equals(name)
        && (lines == Format.UNCOUNTED || said[1].strip().equals(String.valueOf(lines)))
        && said[2].strip().equalsIgnoreCase(md5);
  }
}
