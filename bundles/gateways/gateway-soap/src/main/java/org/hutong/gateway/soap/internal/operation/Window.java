package org.hutong.gateway.soap.internal.operation;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps a part of what is written and lets the rest go by: memory is bounded by the part. */
final class Window extends OutputStream {
  private final long from;
  private final int length;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long at;

  Window(long from, int length) {
    this.from = from;
    this.length = length;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    long skip = Math.min(count, Math.max(0, from - at));
    int keep = (int) Math.min(count - skip, length - kept.size());
    if (keep > 0) {
      kept.write(bytes, offset + (int) skip, keep);
    }
    at += count;
  }

  byte[] bytes() {
    return kept.toByteArray();
  }
}
