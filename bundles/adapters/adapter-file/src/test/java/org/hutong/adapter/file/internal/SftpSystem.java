package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.hutong.adapter.tck.Sample;
import org.hutong.adapter.tck.Wire;

/** A real SFTP server and the system behind it: takes a file when its marker comes, answers. */
final class SftpSystem implements AutoCloseable {
  static final String PASSWORD = "sftp-secret-8f2a";
  static final Charset GB18030 = Charset.forName("GB18030");

  private final Path root;
  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final Map<String, Sample> held = new ConcurrentHashMap<>();
  private volatile String refused = "none";
  private volatile boolean hangsUp;
  private volatile boolean takesAway;
  private volatile Wire wire;
  private volatile Wire.Fault fault = Wire.Fault.NONE;

  SftpSystem(Path root) throws Exception {
    this.root = root;
    for (String folder : List.of("in", "receipt", "out", "archive")) {
      Files.createDirectories(root.resolve(folder));
    }
    hostKey = KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals("hutong") && password.equals(PASSWORD));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(new Moves());
    server.setSubsystemFactories(List.of(sftp));
    server.start();
  }

  int port() {
    return server.getPort();
  }

  Path root() {
    return root;
  }

  String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
  }

  int effects(String key) {
    return (int) taken.stream().filter(key::equals).count();
  }

  Optional<Sample> held(String caseNumber) {
    return Optional.ofNullable(held.get(caseNumber));
  }

  /** From now on the reply to the next arrival meets this fault. */
  void disturb(Wire with, Wire.Fault then) {
    wire = with;
    fault = then;
  }

  /** The settings of a system.yaml for this server. */
  Map<String, Object> settings(int port) {
    return Map.of(
        "place",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            port,
            "user",
            "hutong",
            "connectSeconds",
            5,
            "hostKeys",
            List.of(fingerprint())),
        "out",
        Map.of(
            "encoding",
            "GB18030",
            "fields",
            List.of("lsh", "xm", "zh"),
            "keyField",
            "lsh",
            "resendIsSafe",
            true,
            "answerSeconds",
            5));
  }

  private synchronized void take(String marker) throws IOException {
    String file = marker.substring(0, marker.length() - Marker.SUFFIX.length());
    String[] lines = Files.readString(root.resolve("in").resolve(file), GB18030).split("\r\n");
    String[] row = lines[1].split(",");
    taken.add(row[0]);
    held.put(row[0].substring(0, row[0].indexOf('/')), new Sample(row[1], row[2]));
    if (takesAway) {
      Path done = Files.createDirectories(root.resolve("done"));
      Files.move(root.resolve("in").resolve(file), done.resolve(file));
      Files.move(root.resolve("in").resolve(marker), done.resolve(marker));
      return;
    }
    Path part = root.resolve("receipt").resolve(file + ".tmp");
    Files.writeString(part, "0,CL" + taken.size() + "\n");
    Files.move(part, root.resolve("receipt").resolve(file + ".rcp"));
    if (fault != Wire.Fault.NONE) {
      wire.now(fault);
    }
  }

  /** From now on it moves what it takes away, and answers hours later. */
  void takesAway() {
    takesAway = true;
  }

  /** A file that the server does not give; or it hangs up instead. */
  void refuses(String file, boolean andHangsUp) {
    refused = file;
    hangsUp = andHangsUp;
  }

  private final class Moves implements SftpEventListener {
    @Override
    public void opening(ServerSession session, String remoteHandle, Handle localHandle)
        throws IOException {
      if (localHandle.getFile().endsWith(refused)) {
        if (hangsUp) {
          session.close(true);
        }
        throw new AccessDeniedException(refused);
      }
    }

    @Override
    public void moved(
        ServerSession session,
        Path from,
        Path to,
        Collection<CopyOption> options,
        Throwable thrown) {
      boolean ours = to.getParent().endsWith("in");
      if (thrown == null && ours && to.toString().endsWith(Marker.SUFFIX)) {
        try {
          take(to.getFileName().toString());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
