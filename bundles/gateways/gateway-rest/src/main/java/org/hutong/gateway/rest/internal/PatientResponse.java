package org.hutong.gateway.rest.internal;

import java.io.IOException;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that takes it calmly when the client is gone: nobody is left to be told, and it is no
 * fault of ours to be logged. The work itself is done by then.
 */
final class PatientResponse extends HttpServletResponseWrapper {
  private @Nullable ServletOutputStream out;

  PatientResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream stream = out;
    if (stream == null) {
      stream = new Patient(super.getOutputStream());
      out = stream;
    }
    return stream;
  }

  @Override
  public void flushBuffer() {
    Patient.attempt(super::flushBuffer);
  }

  private static final class Patient extends ServletOutputStream {
    private interface Step {
      void run() throws IOException;
    }

    private final ServletOutputStream out;
    private boolean gone;

    Patient(ServletOutputStream out) {
      this.out = out;
    }

    /** False when the client is gone. */
    static boolean attempt(Step step) {
      try {
        step.run();
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    private void unlessGone(Step step) {
      gone = gone || !attempt(step);
    }

    @Override
    public void write(int b) {
      unlessGone(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      unlessGone(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
      unlessGone(out::flush);
    }

    @Override
    public void close() {
      unlessGone(out::close);
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
