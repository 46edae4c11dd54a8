package org.hutong.gateway.rest.internal.resources;

import java.io.IOException;
import java.io.OutputStream;
import javax.servlet.http.HttpServletResponse;

/** Writes the head of an answer when its first byte comes, and not before. */
final class FirstByte extends OutputStream {
  private final HttpServletResponse response;
  private final Runnable head;
  private boolean begun;

  FirstByte(HttpServletResponse response, Runnable head) {
    this.response = response;
    this.head = head;
  }

  boolean begun() {
    return begun;
  }

  void begin() {
    if (!begun) {
      begun = true;
      head.run();
    }
  }

  @Override
  public void write(int b) throws IOException {
    begin();
    response.getOutputStream().write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    begin();
    response.getOutputStream().write(bytes, offset, length);
  }
}
