package org.hutong.harness.proof;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection kept open, and as little HTTP/1.1 as a generator of load needs: what it costs is
 * taken from the machine that is measured.
 */
final class Wire implements Closeable {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int NO_LENGTH = -1;

  private final int port;
  private final String head;
  private Socket socket;
  private InputStream in;

  /** Every request goes to this path with these header lines, each ended by CR LF. */
  Wire(int port, String path, String headers) {
    this.port = port;
    this.head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers;
  }

  /** Sends one body and gives the status of its answer; {@code more} are further header lines. */
  int post(String more, String body) throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    }
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String start = head + more + "Content-Length: " + content.length + "\r\n\r\n";
    byte[] bytes = new byte[start.length() + content.length];
    System.arraycopy(start.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, start.length());
    System.arraycopy(content, 0, bytes, start.length(), content.length);
    socket.getOutputStream().write(bytes);
    return answer();
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = NO_LENGTH;
    boolean closes = false;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      closes |= header.equals("connection: close");
      chunked |= header.startsWith("transfer-encoding:") && header.endsWith("chunked");
    }
    if (chunked) {
      for (int size = size(); size > 0; size = size()) {
        in.skipNBytes(size);
        line();
      }
      line();
    } else if (length > 0) {
      in.skipNBytes(length);
    }
    if (closes) {
      close();
    }
    return status;
  }

  private int size() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
