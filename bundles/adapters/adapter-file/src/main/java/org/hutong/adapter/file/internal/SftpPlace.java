package org.hutong.adapter.file.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.hutong.adapter.NotSent;
import org.jspecify.annotations.Nullable;

/** A folder of an SFTP server whose host key is known. */
final class SftpPlace implements Place {
  /**
   * Where and as whom.
   *
   * @param hostKeys fingerprints {@code SHA256:…}; a server with another key is not spoken to
   */
  record Target(
      String host, int port, String user, String folder, Set<String> hostKeys, Duration connect) {}

  private final Target target;
  private final Map<String, String> secrets;
  private @Nullable SshClient client;
  private boolean closed;

  SftpPlace(Target target, Map<String, String> secrets) {
    this.target = target;
    this.secrets = secrets;
  }

  private synchronized SshClient client() throws NotSent {
    if (closed) {
      throw new NotSent("接入插件正在停止");
    }
    if (client == null) {
      SshClient made = SshClient.setUpDefaultClient();
      // Nothing of the account that runs the appliance: no ~/.ssh, no agent.
      made.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      made.setServerKeyVerifier(this::known);
      made.start();
      client = made;
    }
    return client;
  }

  private boolean known(ClientSession session, SocketAddress address, PublicKey key) {
    return target.hostKeys().contains(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
  }

  @Override
  public Visit open() throws NotSent {
    ClientSession session = null;
    try {
      session =
          client()
              .connect(target.user(), target.host(), target.port())
              .verify(target.connect())
              .getSession();
      identify(session);
      session.auth().verify(target.connect());
      return new Stay(session, SftpClientFactory.instance().createSftpClient(session), target);
    } catch (IOException | GeneralSecurityException e) {
      if (session != null) {
        session.close(true);
      }
      throw new NotSent("连不上文件服务器，或主机密钥、账号不被接受", e);
    }
  }

  private void identify(ClientSession session) throws IOException, GeneralSecurityException {
    String password = secrets.get("password");
    if (password != null) {
      session.addPasswordIdentity(password);
    }
    String key = secrets.get("key");
    if (key != null) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              session,
              NamedResource.ofName("secrets.key"),
              new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)),
              FilePasswordProvider.EMPTY);
      pairs.forEach(session::addPublicKeyIdentity);
    }
  }

  @Override
  public void close() {
    SshClient open;
    synchronized (this) {
      closed = true;
      open = client;
      client = null;
    }
    if (open != null) {
      open.stop();
    }
  }

  /** One session and its channel. */
  private record Stay(ClientSession session, SftpClient sftp, Target target) implements Visit {
    private String at(String path) {
      return target.folder().isEmpty() ? path : target.folder() + "/" + path;
    }

    @Override
    public List<String> list(String folder) throws IOException {
      List<String> names = new ArrayList<>();
      for (SftpClient.DirEntry entry : sftp.readDir(at(folder))) {
        if (entry.getAttributes().isRegularFile()) {
          names.add(entry.getFilename());
        }
      }
      names.sort(String::compareTo);
      return names;
    }

    @Override
    public boolean exists(String path) throws IOException {
      try {
        sftp.stat(at(path));
        return true;
      } catch (SftpException e) {
        if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
          return false;
        }
        throw e;
      }
    }

    @Override
    public Instant modified(String path) throws IOException {
      return sftp.stat(at(path)).getModifyTime().toInstant();
    }

    @Override
    public byte[] read(String path, int most) throws IOException {
      try (InputStream in = sftp.read(at(path))) {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new TooLarge();
        }
        return bytes;
      }
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
      try (OutputStream out = sftp.write(at(path))) {
        out.write(bytes);
      }
    }

    @Override
    public void move(String from, String to) throws IOException {
      sftp.rename(at(from), at(to));
    }

    @Override
    public void close() {
      session.close(true);
    }
  }
}
