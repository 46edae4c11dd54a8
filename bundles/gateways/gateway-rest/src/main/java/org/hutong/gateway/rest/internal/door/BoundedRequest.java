package org.hutong.gateway.rest.internal.door;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** A request whose body ends in {@code BODY_TOO_LARGE} once it is longer than allowed. */
final class BoundedRequest extends HttpServletRequestWrapper {
  private static final int WASTE = 16 * 1024;
  private static final int DRAINED = 8;
  private static final long DRAIN_NANOS = 3_000_000_000L;

  private final int limit;

  BoundedRequest(HttpServletRequest request, int limit) {
    super(request);
    this.limit = limit;
  }

  /** The refusal of a body whose announced length is too much. */
  Refused tooLarge() {
    try {
      return refuse(super.getInputStream(), limit);
    } catch (IOException e) {
      // The client is gone; nobody will read it.
      return Refused.because(Code.BODY_TOO_LARGE);
    }
  }

  /**
   * Many clients read no answer before they have sent everything: what is not absurdly long is let
   * run out, so that they read this one.
   */
  private static Refused refuse(InputStream in, int limit) {
    byte[] waste = new byte[WASTE];
    long most = (long) DRAINED * limit;
    long until = System.nanoTime() + DRAIN_NANOS;
    try {
      int n = in.read(waste);
      while (n >= 0 && most > 0 && System.nanoTime() < until) {
        most -= n;
        n = in.read(waste);
      }
    } catch (IOException e) {
      // The client is gone; nobody will read it.
      return Refused.because(Code.BODY_TOO_LARGE);
    }
    return Refused.because(Code.BODY_TOO_LARGE);
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counted(super.getInputStream(), limit);
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final int limit;
    private long left;

    Counted(ServletInputStream in, int limit) {
      this.in = in;
      this.limit = limit;
      this.left = limit;
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

    private void count(int n) {
      left -= n;
      if (left < 0) {
        throw refuse(in, limit);
      }
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
