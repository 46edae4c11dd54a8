package org.hutong.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real SSH connection, to a server set up as Karaf does. */
class GuardTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private SshServer server;
  private SshClient client;
  private ServerSocket behind;

  @BeforeEach
  void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host.key")));
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.start();
    client = SshClient.setUpDefaultClient();
    client.start();
    behind = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    behind.close();
    client.stop();
    server.stop(true);
  }

  @Test
  void anAccountReachesNoPortBehindTheAppliance() throws IOException {
    assertThat(reaches()).as("as Karaf leaves it").isTrue();
    Guard.close(server);
    assertThat(reaches()).as("guarded").isFalse();
  }

  @Test
  void anAccountOpensNoPortOnTheAppliance() throws IOException {
    Guard.close(server);
    try (var session = login()) {
      var any = new SshdSocketAddress("127.0.0.1", 0);
      var local = new SshdSocketAddress("127.0.0.1", behind.getLocalPort());
      assertThatThrownBy(() -> session.startRemotePortForwarding(any, local))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void theSessionsOfAnAccountEndAndNoOthers() throws IOException {
    try (var one = login("clerk");
        var two = login("clerk");
        var another = login("officer")) {
      Guard.end(server, "clerk");
      for (ClientSession ended : List.of(one, two)) {
        assertThat(ended.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), LIMIT))
            .contains(ClientSession.ClientSessionEvent.CLOSED);
      }
      assertThat(another.isOpen()).isTrue();
      assertThat(server.getActiveSessions()).hasSize(1);
    }
  }

  private boolean reaches() throws IOException {
    try (var session = login()) {
      var local =
          session.startLocalPortForwarding(
              new SshdSocketAddress("127.0.0.1", 0),
              new SshdSocketAddress("127.0.0.1", behind.getLocalPort()));
      behind.setSoTimeout(1000);
      try (var through = new Socket("127.0.0.1", local.getPort())) {
        through.getOutputStream().write(1);
        through.getOutputStream().flush();
        try (var arrived = behind.accept()) {
          return arrived.isConnected();
        } catch (java.net.SocketTimeoutException e) {
          return false;
        }
      }
    }
  }

  private ClientSession login() throws IOException {
    return login("clerk");
  }

  private ClientSession login(String account) throws IOException {
    var session = client.connect(account, "127.0.0.1", server.getPort()).verify(LIMIT).getSession();
    session.addPasswordIdentity("any");
    session.auth().verify(LIMIT);
    return session;
  }
}
