package org.hutong.adapter.tck.bad;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hutong.adapter.tck.Sample;

/** A small real system: one line in, one line out, UTF-8, one record a key. */
final class Book implements AutoCloseable {
  private record Line(String key, String caseNumber, Sample sample, String receipt, long at) {}

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final Map<String, Sample> held = new ConcurrentHashMap<>();

  Book() throws IOException {
    start(
        () -> {
          while (true) {
            Socket client = listener.accept();
            start(() -> serve(client));
          }
        });
  }

  int port() {
    return listener.getLocalPort();
  }

  int effects(String key) {
    return (int) lines.stream().filter(line -> line.key().equals(key)).count();
  }

  int all() {
    return lines.size();
  }

  Optional<Sample> held(String caseNumber) {
    return Optional.ofNullable(held.get(caseNumber));
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      OutputStream out = client.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write((answer(line.split("\t", -1)) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  /**
   * {@code PUT pass key case name code}, {@code OVER …} to write without asking, {@code GET},
   * {@code LIST pass from to NEWEST|ALL}.
   */
  private synchronized String answer(String[] said) {
    switch (said[0]) {
      case "PING":
        return "PONG";
      case "GET":
        return receipt(said[2]).map(receipt -> "FOUND\t" + receipt).orElse("NONE");
      case "LIST":
        return list(Long.parseLong(said[2]), Long.parseLong(said[3]), said[4].equals("ALL"));
      case "PUT":
        Optional<String> before = receipt(said[2]);
        if (before.isPresent()) {
          return "OK\t" + before.get();
        }
        break;
      default:
        break;
    }
    Line line =
        new Line(
            said[2],
            said[3],
            new Sample(said[4], said[5]),
            "BOOK" + (lines.size() + 1),
            System.currentTimeMillis());
    lines.add(line);
    held.put(line.caseNumber(), line.sample());
    return "OK\t" + line.receipt();
  }

  /** {@code key,receipt} of the newest line of each case, or of every line, between two moments. */
  private String list(long from, long to, boolean all) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Line line : lines) {
      if (line.at() >= from && line.at() < to) {
        found.put(all ? line.key() : line.caseNumber(), line.key() + "," + line.receipt());
      }
    }
    return "LIST\t" + String.join("\t", found.values());
  }

  private Optional<String> receipt(String key) {
    return lines.stream().filter(line -> line.key().equals(key)).map(Line::receipt).findFirst();
  }

  private interface Io {
    void run() throws IOException;
  }

  private static void start(Io io) {
    Thread thread =
        new Thread(
            () -> {
              try {
                io.run();
              } catch (IOException e) {
                // The client, or the test, has gone.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
