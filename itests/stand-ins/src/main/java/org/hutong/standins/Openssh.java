package org.hutong.standins;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * SI-06 on Debian's OpenSSH: a folder {@code exchange} that one account opens by its key. What its
 * system does at night, {@link #put} does.
 */
public final class Openssh implements Closeable {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Charset GB18030 = Charset.forName("GB18030");

  private final Path dir;
  private final int port;
  private Process sshd;

  private Openssh(Path dir, int port) {
    this.dir = dir;
    this.port = port;
  }

  /** Whether this machine has the programs. */
  public static boolean isThere() {
    return Files.isExecutable(SERVER) && Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
  }

  /** Serves with the keys that OpenSSH makes when it is not told which. */
  public static Openssh start(Path dir) throws IOException {
    return start(dir, "ed25519");
  }

  /**
   * Makes folder and keys and serves on a port of its own choice.
   *
   * @param kind of the host's only key and of the client's: {@code ed25519}, {@code ecdsa}, {@code
   *     rsa}
   */
  public static Openssh start(Path dir, String kind) throws IOException {
    for (String folder : List.of("out", "archive")) {
      Files.createDirectories(dir.resolve("exchange").resolve(folder));
    }
    Openssh server = new Openssh(dir, freePort());
    server.keys(kind);
    server.restart();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void keys(String kind) throws IOException {
    String host = dir.resolve("host").toString();
    String client = dir.resolve("client").toString();
    run("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", host);
    run("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", client);
    Files.copy(dir.resolve("client.pub"), dir.resolve("authorized"));
    Files.writeString(
        dir.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        PidFile none
        Subsystem sftp internal-sftp
        """
            .formatted(port, host, dir.resolve("authorized")));
    if (user().equals("root")) {
      Files.createDirectories(
          Path.of("/run/sshd"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command[0] + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** Serves again after {@link #stop}, on the same port with the same keys. */
  public void restart() throws IOException {
    sshd =
        new ProcessBuilder(
                SERVER.toString(), "-D", "-e", "-f", dir.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("sshd.log").toFile())
            .start();
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers()) {
      if (!sshd.isAlive() || System.nanoTime() > end) {
        sshd.destroy();
        throw new IOException("sshd: " + Files.readString(dir.resolve("sshd.log")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The server's process. */
  public long pid() {
    return sshd.pid();
  }

  /** The port. */
  public int port() {
    return port;
  }

  /** The account: whoever runs this. */
  public String user() {
    return System.getProperty("user.name");
  }

  /** The folder that is exchanged, as the account names it. */
  public Path exchange() {
    return dir.resolve("exchange").toAbsolutePath();
  }

  /** The account's private key. */
  public Path key() {
    return dir.resolve("client").toAbsolutePath();
  }

  /** The server's key, as {@code SHA256:…}. */
  public String fingerprint() throws IOException {
    String[] key = Files.readString(dir.resolve("host.pub")).split(" ");
    byte[] hash = digest("SHA-256", Base64.getDecoder().decode(key[1]));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }

  /**
   * Puts a file there.
   *
   * @param lines that the marker {@code .ok} says; 0: a file without marker, half a file
   */
  public void put(String name, String text, int lines) throws IOException {
    put(exchange().resolve("out"), name, text, lines);
  }

  /** The same in a folder of this machine. */
  public static void put(Path folder, String name, String text, int lines) throws IOException {
    byte[] bytes = text.getBytes(GB18030);
    Files.write(folder.resolve(name), bytes);
    if (lines > 0) {
      String md5 = HexFormat.of().formatHex(digest("MD5", bytes));
      Files.writeString(folder.resolve(name + ".ok"), name + "," + lines + "," + md5 + "\n");
    }
  }

  /** Still takes connections, and says nothing; or goes on. */
  public void silent(boolean silent) throws IOException {
    run("kill", silent ? "-STOP" : "-CONT", "" + sshd.pid());
  }

  /** Ends it; connections that are open are served to their end by their own processes. */
  public void stop() throws IOException {
    sshd.descendants().forEach(ProcessHandle::destroy);
    sshd.destroy();
    try {
      sshd.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (sshd.isAlive()) {
      silent(false);
      stop();
    }
  }
}
