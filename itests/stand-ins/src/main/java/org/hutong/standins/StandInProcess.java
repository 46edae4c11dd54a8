package org.hutong.standins;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hutong.standins.kit.Json;

/**
 * Starts a stand-in as a process of its own and speaks to its control port.
 *
 * <pre>{@code
 * try (StandInProcess djl = StandInProcess.start("si-04", dir)) {
 *   djl.fault("reset", 1, "after");
 *   …
 *   djl.kill();               // SIGKILL
 *   djl.restart();            // same ports, same data
 *   assertThat(djl.effects()).isEqualTo(1);
 * }
 * }</pre>
 */
public final class StandInProcess implements AutoCloseable {
  /** Those on another stack than ours, in Python. */
  private static final Set<String> PYTHON = Set.of("si-10d", "si-13");

  private static final String SOAP = "src/main/python/soap.py";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
  private static final int OK = 200;

  private final List<String> launcher;
  private final String system;
  private final Path dir;
  private final List<String> options;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private JsonNode ready;

  private StandInProcess(List<String> launcher, String system, Path dir, List<String> options) {
    this.launcher = launcher;
    this.system = system;
    this.dir = dir;
    this.options = options;
  }

  /**
   * Starts a system on ports of its own choice and waits until it is READY, with the jar found by
   * {@link #jar()}.
   *
   * @param system such as si-02
   * @param dir its data, made if absent
   * @param options such as {@code --delay-ms 5-10}, {@code --no-dedup}, {@code --port 18084}
   * @throws IOException when it does not start; the message holds what it said on stderr
   */
  public static StandInProcess start(String system, Path dir, String... options)
      throws IOException {
    return start(jar(), system, dir, options);
  }

  /** As {@link #start(String, Path, String...)}, with a jar that has its lib folder beside it. */
  public static StandInProcess start(Path jar, String system, Path dir, String... options)
      throws IOException {
    List<String> launcher =
        PYTHON.contains(system)
            ? List.of("python3", found(Path.of("itests", "stand-ins", SOAP)).toString())
            : java(jar);
    StandInProcess started = new StandInProcess(launcher, system, dir, List.of(options));
    started.launch(List.of());
    return started;
  }

  private static List<String> java(Path jar) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // The serial collector, and less put into one compiled method, as in the appliance itself: what
    // others do beside their work for minutes would take the machine from what is measured. Without
    // the second compiler a call costs half as much again, for good.
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:MaxInlineLevel=3",
                "-XX:InlineSmallCode=400",
                "-XX:FreqInlineSize=90",
                "-XX:+ExitOnOutOfMemoryError"));
    String further = System.getenv("EXTRA_JAVA_OPTS");
    if (further != null && !further.isBlank()) {
      command.addAll(List.of(further.strip().split("\\s+")));
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /**
   * The built jar: the system property {@code standins.jar}, else {@code
   * itests/stand-ins/target/stand-ins.jar} in this folder or the nearest one above that has it.
   */
  public static Path jar() throws IOException {
    String given = System.getProperty("standins.jar");
    if (given != null) {
      return Path.of(given);
    }
    return found(Path.of("itests", "stand-ins", "target", "stand-ins.jar"));
  }

  /** A file of the checkout, from this folder or the nearest one above that has it. */
  static Path found(Path place) throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(place))) {
        return at.resolve(place);
      }
    }
    throw new IOException(place + " is not there");
  }

  private void launch(List<String> ports) throws IOException {
    Files.createDirectories(dir);
    Path err = dir.resolve("stderr.log");
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(system, "--dir", dir.toString()));
    command.addAll(options);
    command.addAll(ports);
    process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(err.toFile())).start();
    String line = firstLine();
    if (line == null || !line.startsWith("READY ")) {
      process.destroyForcibly();
      throw new IOException(system + " did not start: " + Files.readString(err));
    }
    ready = Json.read(line.substring("READY ".length()));
  }

  private String firstLine() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return out.readLine();
              } catch (IOException e) {
                return null; // ended without a word
              }
            });
    try {
      return line.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The READY line: id, port, control, pid, url, user, secretFile, wsdl where there is one. */
  public JsonNode ready() {
    return ready;
  }

  /** The system's port. */
  public int port() {
    return ready.get("port").asInt();
  }

  /** The control port. */
  public int control() {
    return ready.get("control").asInt();
  }

  /** Where clients connect: a JDBC URL, the SOAP endpoint, or the base of the REST paths. */
  public String url() {
    return ready.get("url").asText();
  }

  /** The account's name; empty for SI-07, which takes a token. */
  public String user() {
    return ready.path("user").asText();
  }

  /** The account's password, or the bearer token. */
  public String secret() throws IOException {
    return Files.readString(Path.of(ready.get("secretFile").asText())).strip();
  }

  /** The process number. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Puts a fault in force.
   *
   * @param fault none, timeout, 500, reset, slow, truncate, dup, schema-drift, business
   * @param times -1 = until changed
   * @param when before or after the effect
   */
  public JsonNode fault(String fault, int times, String when) throws IOException {
    return control(Json.write(Map.of("fault", fault, "times", times, "when", when)));
  }

  /** Posts a command to the control port: a fault with all its fields, or a setting. */
  public JsonNode control(String json) throws IOException {
    return call("POST", "/_ctl", json);
  }

  /** The faults and settings now in force. */
  public JsonNode state() throws IOException {
    return call("GET", "/_ctl", null);
  }

  /** The journal after an entry, with the records. */
  public JsonNode journal(long since) throws IOException {
    return call("GET", "/_journal?records=true&limit=100000&since=" + since, null);
  }

  /** The counts. */
  public JsonNode summary() throws IOException {
    return call("GET", "/_journal/summary", null);
  }

  /** How often a write was tried. */
  public int attempts() throws IOException {
    return summary().get("attempts").asInt();
  }

  /** How often something happened in the system's own store. */
  public int effects() throws IOException {
    return summary().get("effects").asInt();
  }

  /** Forgets journal, effects and faults. */
  public void reset() throws IOException {
    call("POST", "/_reset", "{}");
  }

  private JsonNode call(String method, String path, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control() + path))
            .timeout(CALL_LIMIT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IOException(system + " refused " + path + ": " + response.body());
      }
      return Json.read(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Ends it with SIGTERM and waits. */
  public void stop() throws IOException {
    process.destroy();
    await();
  }

  /** Ends it with SIGKILL and waits. */
  public void kill() throws IOException {
    process.destroyForcibly();
    await();
  }

  private void await() throws IOException {
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(system + " did not end in " + STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Starts it again after {@link #stop} or {@link #kill}: same ports, same data. */
  public void restart() throws IOException {
    launch(List.of("--port", "" + port(), "--control", "" + control()));
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      stop();
    }
  }
}
