package ${package}.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 示例(虚构): stands for a real system. It keeps one record a case and remembers every key, so that
 * what is sent twice is held once. In the tests it runs inside; as a process of its own by {@code
 * java -cp target/test-classes ${package}.internal.StandIn PORT PASSWORD-FILE}.
 */
public final class StandIn implements AutoCloseable {
  private final String password;
  private final ServerSocket listener;
  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> receipts = new HashMap<>();
  private final Map<String, Map<String, String>> records = new HashMap<>();

  StandIn(int port, String password) throws IOException {
    this.password = password;
    this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (true) {
            Socket client = listener.accept();
            start(() -> serve(client));
          }
        });
  }

  /** Serves until the process is ended, and prints each effect. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String password = Files.readString(Path.of(arguments[1])).strip();
    try (StandIn system = new StandIn(Integer.parseInt(arguments[0]), password)) {
      System.out.println("READY " + system.port());
      Thread.currentThread().join();
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  synchronized int effects(String key) {
    return (int) keys.stream().filter(key::equals).count();
  }

  /** The record that this case has now. */
  synchronized Optional<Map<String, String>> held(String caseNumber) {
    return Optional.ofNullable(records.get(caseNumber));
  }

  private void serve(Socket client) throws IOException {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      if (line != null) {
        String answer = answer(line.substring(0, line.indexOf(' ')), fields(line)) + "\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    for (String field : line.substring(line.indexOf(' ') + 1).split("&")) {
      String[] both = field.split("=", 2);
      fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private synchronized String answer(String word, Map<String, String> fields) {
    if (!password.equals(fields.remove("password"))) {
      return "DENIED";
    }
    if (word.equals("PING")) {
      return "ALIVE";
    }
    String key = fields.remove("key");
    String before = receipts.get(key);
    if (before != null) {
      return "HELD " + before;
    }
    return word.equals("LOOKUP") ? "ABSENT" : effect(word, key, fields);
  }

  private String effect(String word, String key, Map<String, String> fields) {
    if (!word.equals("CANCEL") && fields.getOrDefault("name", "").isBlank()) {
      return "REFUSED NO_NAME";
    }
    String earlier = fields.remove("receipt");
    boolean first = word.equals("CREATE");
    if (!first && !receipts.containsValue(earlier)) {
      return "REFUSED NO_RECORD";
    }
    String receipt = first ? "${className}-" + (keys.size() + 1) : earlier;
    keys.add(key);
    receipts.put(key, receipt);
    if (word.equals("CANCEL")) {
      records.remove(fields.get("no"));
    } else {
      records.put(fields.get("no"), fields);
    }
    System.out.println("EFFECT " + word + " " + key + " " + receipt);
    return "HELD " + receipt;
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
