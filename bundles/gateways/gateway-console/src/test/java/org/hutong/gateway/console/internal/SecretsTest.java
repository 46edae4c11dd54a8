package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.karaf.shell.api.console.Session;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void onlyOneTrailingNewlineIsCut() throws Exception {
    assertThat(fromFile("secret\n\n")).isEqualTo("secret\n");
    assertThat(fromFile("secret\r\n")).isEqualTo("secret");
    assertThat(fromFile(" 密码 ")).isEqualTo(" 密码 ");
    assertThat(fromFile("\n")).isEmpty();
  }

  @Test
  void aFileThatIsNoneIsRefusedWithoutItsContent() {
    assertThatThrownBy(() -> Secrets.fresh(typing(), folder.resolve("none").toString()))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Secrets.fresh(typing(), folder.toString()))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> Secrets.fresh(typing(), "relative")).isInstanceOf(Refused.class);
  }

  @Test
  void aPasswordIsTypedTwiceWithoutEcho() {
    assertThat(Secrets.fresh(typing("one", "one"), null)).isEqualTo("one".toCharArray());
    assertThatThrownBy(() -> Secrets.fresh(typing("one", "two"), null))
        .isInstanceOf(Refused.class)
        .hasMessage("两次输入的密码不一致");
    assertThatThrownBy(() -> Secrets.fresh(typing(""), null)).isInstanceOf(Refused.class);
  }

  private String fromFile(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), content);
    return new String(Secrets.fresh(typing(), file.toString()));
  }

  /** A session at which these lines are typed; it insists that nothing is echoed. */
  private static Session typing(String... lines) {
    Queue<String> typed = new ArrayDeque<>(List.of(lines));
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, args) -> {
              assertThat(method.getName()).isEqualTo("readLine");
              assertThat(args[1]).isEqualTo('\0');
              return typed.remove();
            });
  }
}
