package org.hutong.gateway.soap.internal.door;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A message that ends in {@link TooLong} once it is longer than allowed at the moment. */
final class BoundedBody extends FilterInputStream {
  /** More than allowed came. */
  static final class TooLong extends IOException {
    TooLong() {
      super("More bytes than allowed");
    }
  }

  private long read;
  private long limit;

  BoundedBody(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /** From now on so many bytes may have been read since the beginning. */
  void limit(long bytes) {
    limit = bytes;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  private void count(int n) throws IOException {
    read += n;
    if (read > limit) {
      throw new TooLong();
    }
  }
}
