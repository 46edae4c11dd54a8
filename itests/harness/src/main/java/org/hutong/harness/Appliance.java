package org.hutong.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The unpacked distribution as a process of its own, over one folder of data and one of keys. What
 * happens to it happens from outside: SIGTERM, SIGKILL, the console by {@code bin/client}.
 */
public final class Appliance implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(120);

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final int httpPort;
  private final int sshPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private Process process;

  /**
   * An appliance that is not started yet.
   *
   * @param home the unpacked distribution
   * @param folder holds {@code data}, {@code keys} and what the process prints
   */
  public Appliance(Path home, Path folder, int httpPort, int sshPort) throws IOException {
    this.home = home;
    this.folder = Files.createDirectories(folder);
    this.httpPort = httpPort;
    this.sshPort = sshPort;
    environment.put("HUTONG_DATA", data().toString());
    environment.put("HUTONG_KEYS", keys().toString());
    environment.put("HUTONG_HTTP_PORT", Integer.toString(httpPort));
    environment.put("HUTONG_SSH_PORT", Integer.toString(sshPort));
  }

  /** Unpacks the tarball and gives the folder inside. */
  public static Path unpack(Path tarball, Path into) throws IOException, InterruptedException {
    Files.createDirectories(into);
    Process tar =
        new ProcessBuilder("tar", "xzf", tarball.toString(), "-C", into.toString())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("The distribution could not be unpacked: " + tarball);
    }
    try (Stream<Path> children = Files.list(into)) {
      return children
          .filter(p -> p.getFileName().toString().startsWith("hutong-"))
          .filter(p -> Files.isDirectory(p.resolve("bin")))
          .findFirst()
          .orElseThrow(() -> new IOException("No hutong-<version> inside " + tarball));
    }
  }

  /** The tarball that the checkout's build has made. */
  public static Path tarball(Path checkout) throws IOException {
    try (Stream<Path> built = Files.list(checkout.resolve("karaf-assembly/target"))) {
      return built
          .filter(p -> p.getFileName().toString().matches("hutong-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow(() -> new IOException("Not built yet: karaf-assembly/target"));
    }
  }

  /** Adds to the process's environment; before {@link #start}. */
  public Appliance with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Everything the appliance keeps. */
  public Path data() {
    return folder.resolve("data");
  }

  /** Its keys. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** The unpacked distribution. */
  public Path home() {
    return home;
  }

  /** Where REST and SOAP begin. */
  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** The port of REST and SOAP. */
  public int httpPort() {
    return httpPort;
  }

  /** The port of the console. */
  public int sshPort() {
    return sshPort;
  }

  /** Starts the process; returns at once. */
  public Appliance start() throws IOException {
    process =
        builder(home.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("printed.log").toFile()))
            .start();
    return this;
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  /** Waits until intake takes cases. */
  public Appliance awaitReady() throws Exception {
    Waiting.until(
        "the appliance is ready; see " + folder,
        BOOT,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(
                "The appliance ended by itself: "
                    + Files.readString(folder.resolve("printed.log")));
          }
          return status("/health/ready") == 200 && consoleGreets();
        });
    return this;
  }

  /** Whether the console is there: SSH comes up on its own, beside HTTP. */
  private boolean consoleGreets() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sshPort)) {
      socket.setSoTimeout(2_000);
      return socket.getInputStream().read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  /** The HTTP status of a path; 0 when nobody answers. */
  public int status(String path) throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(URI.create(url() + path))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; false when it did not end within the limit. */
  public boolean stop(Duration limit) throws InterruptedException {
    process.destroy();
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Runs console commands by {@code bin/client} and gives what it printed.
   *
   * @throws IOException when the login or a command failed
   */
  public String console(String account, String password, String... commands)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(home.resolve("bin/client").toString(), "-u", account, "-p", password, "-b"));
    Path printed = Files.createTempFile(folder, "console", ".txt");
    Process client =
        builder(command.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try (var in = client.getOutputStream()) {
      in.write((String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    if (!client.waitFor(120, TimeUnit.SECONDS)) {
      client.destroyForcibly();
      throw new IOException("The console gave no answer");
    }
    String text = Files.readString(printed);
    Files.delete(printed);
    if (client.exitValue() != 0) {
      throw new IOException("The console ended with " + client.exitValue() + ": " + text);
    }
    return text;
  }

  /**
   * Runs a script of the distribution over this appliance's folders and gives what it printed.
   *
   * @throws IOException when it failed
   */
  public String script(String name, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile(folder, name, ".txt");
    Process script =
        builder(command.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (!script.waitFor(120, TimeUnit.SECONDS)) {
      script.destroyForcibly();
      throw new IOException("bin/" + name + " did not end");
    }
    String text = Files.readString(printed);
    Files.delete(printed);
    if (script.exitValue() != 0) {
      throw new IOException("bin/" + name + " ended with " + script.exitValue() + ": " + text);
    }
    return text;
  }

  /** Ends the process if it still runs. */
  @Override
  public void close() throws IOException {
    try {
      if (isAlive() && !stop(Duration.ofSeconds(20))) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("Interrupted while the appliance ended", e);
    }
  }
}
