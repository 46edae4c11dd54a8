package org.hutong.standins.http;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** Holds an answer back until it is decided whether, and in what shape, it leaves. */
final class BufferedResponse extends HttpServletResponseWrapper {
  private byte[] renamed;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  private final ServletOutputStream stream =
      new ServletOutputStream() {
        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new UnsupportedOperationException("write it here and now");
        }

        @Override
        public void write(int b) {
          bytes.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
          bytes.write(buffer, offset, length);
        }
      };

  BufferedResponse(HttpServletResponse response) {
    super(response);
  }

  byte[] bytes() {
    writer.flush();
    return renamed != null ? renamed : bytes.toByteArray();
  }

  /** Changes element and field names, as a new release of a system does unannounced. */
  void rename(Map<String, String> names) {
    String text = new String(bytes(), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replaceAll("(\"|<|</|:)" + name.getKey() + "(?=[\">/ ])", "$1" + name.getValue());
    }
    renamed = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return stream;
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public void flushBuffer() {
    writer.flush();
  }

  @Override
  public void setContentLength(int length) {
    // the answer may still change
  }

  @Override
  public void setContentLengthLong(long length) {
    // the answer may still change
  }
}
