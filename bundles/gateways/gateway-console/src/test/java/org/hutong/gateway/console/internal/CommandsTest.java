package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.access.Token;
import org.hutong.gateway.console.internal.Console.Printed;
import org.hutong.gateway.console.internal.accounts.PasswdCommand;
import org.hutong.gateway.console.internal.accounts.TokenAddCommand;
import org.hutong.gateway.console.internal.accounts.UserAddCommand;
import org.hutong.gateway.console.internal.accounts.UsersCommand;
import org.hutong.gateway.console.internal.completion.AccountNames;
import org.hutong.gateway.console.internal.completion.RoleNames;
import org.hutong.gateway.console.internal.street.SystemsCommand;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Systems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final Caller SECURITY = Console.caller(Role.SECURITY);

  @TempDir Path folder;
  private Console console;
  private final Book book = new Book();

  @BeforeEach
  void start() throws Exception {
    console =
        new Console(folder.resolve("osgi"))
            .with(
                OptionsAnywhere.class,
                AccountNames.class,
                RoleNames.class,
                UsersCommand.class,
                UserAddCommand.class,
                TokenAddCommand.class,
                PasswdCommand.class,
                SystemsCommand.class)
            .offering(Accounts.class, book);
  }

  @AfterEach
  void stop() throws Exception {
    console.stop();
  }

  @Test
  void aPasswordFilesTrailingNewlineIsCut() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "correct horse\n");
    Printed printed =
        console.run(
            SECURITY,
            "hutong:user-add --password-file " + file + " --unit 东经路站 --role clerk zhang");
    assertThat(printed.text()).contains("zhang").contains("东经路站").doesNotContain("horse");
    assertThat(printed.status()).isZero();
    assertThat(book.passwords).containsExactly("correct horse");
    assertThat(book.accounts.get(0).roles()).containsExactly(Role.CLERK);
  }

  @Test
  void aFaultNobodyExpectedIsLoggedWithoutAWordOfIt() throws Exception {
    String secret = "110102198001011239";
    List<RuntimeException> faults =
        List.of(
            new IllegalStateException(secret, new IllegalArgumentException(secret)),
            Refused.failed(Code.INTERNAL_ERROR, new IllegalStateException(secret)));
    Iterator<RuntimeException> next = faults.iterator();
    Object systems =
        Proxy.newProxyInstance(
            Systems.class.getClassLoader(),
            new Class<?>[] {Systems.class},
            (proxy, method, args) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? (Object) (proxy == args[0]) : 1;
              }
              throw next.next();
            });
    console.offering(Systems.class, (Systems) systems);
    PrintStream err = System.err;
    PrintStream out = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(log, true, StandardCharsets.UTF_8);
    System.setErr(both);
    System.setOut(both);
    try {
      for (int i = 0; i < faults.size(); i++) {
        both.println(console.run(SECURITY, "hutong:systems").text());
      }
    } finally {
      System.setErr(err);
      System.setOut(out);
    }
    assertThat(next.hasNext()).isFalse();
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("SystemsCommand failed", "IllegalArgumentException", "Refused")
        .doesNotContain(secret);
  }

  @Test
  void anOptionMayFollowTheArgument() throws Exception {
    Printed printed = console.run(SECURITY, "hutong:token-add hub --json");
    assertThat(printed.text().strip())
        .isEqualTo(
            "{\"id\":\"t-1\",\"account\":\"hub\",\"issuedAt\":\"2026-11-23T10:00:00+08:00\","
                + "\"expiresAt\":\"2027-02-21T10:00:00+08:00\",\"secret\":\"ht-secret\"}");
  }

  @Test
  void aServiceThatIsAwayIsSaidInOneSentenceAndAStatus() throws Exception {
    Printed printed = console.run(Console.caller(Role.ADMIN), "hutong:systems");
    assertThat(printed.text().strip()).isEqualTo("数据库暂不可用，请稍后再试（STORE_UNAVAILABLE）\n  请在 2 秒后再试");
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void aRefusalAsJsonIsADocumentToo() throws Exception {
    console.offering(Systems.class, new NoSystems());
    Printed printed = console.run(Console.caller(Role.SECURITY), "hutong:systems --json");
    assertThat(printed.text().strip())
        .isEqualTo(
            "{\"code\":\"ROLE_REQUIRED\",\"detail\":\"当前账户没有此项权限\",\"errors\":[],"
                + "\"allowedActions\":[],\"retryAfterSeconds\":null}");
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void whoIsNotLoggedInDoesNothing() throws Exception {
    Printed printed = console.run(null, "hutong:users");
    assertThat(printed.text()).contains("AUTHENTICATION_REQUIRED");
  }

  @Test
  void anAccountClosedMeanwhileCanDoNothingInAnOpenSession() throws Exception {
    console.closeAccounts();
    Printed printed = console.run(SECURITY, "hutong:users");
    assertThat(printed.text()).contains("AUTHENTICATION_REQUIRED");
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void aFaultOfOurOwnShowsNoClassName() throws Exception {
    book.broken = true;
    Printed printed = console.run(SECURITY, "hutong:users");
    // The log of this test goes to the same stream.
    assertThat(printed.text().lines().reduce("", (first, last) -> last))
        .isEqualTo("系统内部错误，已记录（INTERNAL_ERROR）");
  }

  @Test
  void aWrongRoleIsRefusedByName() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "x");
    Printed printed =
        console.run(SECURITY, "hutong:user-add --password-file " + file + " --role king zhang");
    assertThat(printed.text()).contains("INVALID_REQUEST").contains("--role：").contains("clerk");
    assertThat(book.accounts).isEmpty();
  }

  @Test
  void withoutATerminalAPasswordIsAskedForInAFile() throws Exception {
    Printed printed = console.run(SECURITY, "hutong:passwd");
    assertThat(printed.text()).contains("没有可输入的终端").contains("INVALID_REQUEST");
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void theTabKeyOffersRolesAndAccounts() throws Exception {
    book.add(SECURITY, "hub", Set.of(Role.HUB), null, new char[0]);
    book.add(SECURITY, "zhang", Set.of(Role.CLERK), null, new char[0]);
    assertThat(console.offered(SECURITY, "hutong:token-add ")).containsExactly("hub", "zhang");
    assertThat(console.offered(SECURITY, "hutong:token-add z")).containsExactly("zhang");
    assertThat(console.offered(SECURITY, "hutong:user-add --role c")).containsExactly("clerk");
  }

  @Test
  void onesOwnPasswordNeedsTheOldOneAnothersDoesNot() throws Exception {
    Path fresh = Files.writeString(folder.resolve("new"), "new one\n");
    Path old = Files.writeString(folder.resolve("old"), "old one\n");
    console.run(SECURITY, "hutong:passwd --password-file " + fresh + " --old-password-file " + old);
    console.run(SECURITY, "hutong:passwd --password-file " + fresh + " zhang");
    assertThat(book.passwords).containsExactly("li:old one:new one", "zhang:null:new one");
  }

  /** Refuses who may not ask, as the real one does. */
  private static final class NoSystems implements Systems {
    @Override
    public List<org.hutong.systems.SystemInfo> list(Caller caller) {
      caller.mustBe(Role.ADMIN);
      return List.of();
    }

    @Override
    public org.hutong.systems.SystemInfo get(Caller caller, String id) {
      throw Refused.because(Code.SYSTEM_NOT_FOUND);
    }
  }

  /** Accounts in memory. */
  private static final class Book implements Accounts {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-23T02:00:00Z");

    final List<Account> accounts = new ArrayList<>();
    final List<String> passwords = new ArrayList<>();
    boolean broken;

    @Override
    public List<Account> list(Caller caller) {
      if (broken) {
        throw new IllegalStateException("inside");
      }
      return accounts;
    }

    @Override
    public Account add(
        Caller caller, String name, Set<Role> roles, String unit, char[] initialPassword) {
      passwords.add(new String(initialPassword));
      Account account = new Account(name, roles, unit, true, false, null);
      accounts.add(account);
      return account;
    }

    @Override
    public Account change(Caller caller, String name, Set<Role> roles, String unit) {
      return new Account(name, roles, unit, false, false, null);
    }

    @Override
    public Account disable(Caller caller, String name, boolean disabled) {
      return new Account(name, Set.of(), null, false, disabled, null);
    }

    @Override
    public void setPassword(Caller caller, String name, char[] old, char[] password) {
      passwords.add(
          name + ":" + (old == null ? null : new String(old)) + ":" + new String(password));
    }

    @Override
    public void unlock(Caller caller, String name) {}

    @Override
    public List<Token> tokens(Caller caller) {
      return List.of();
    }

    @Override
    public Token issueToken(Caller caller, String account, Duration validFor) {
      return new Token("t-1", account, NOW, NOW.plus(validFor), "ht-secret");
    }

    @Override
    public void revokeToken(Caller caller, String id) {}

    @Override
    public List<String> certificates(Caller caller, String name) {
      return List.of();
    }

    @Override
    public void bindCertificate(Caller caller, String name, String certificate) {}

    @Override
    public void unbindCertificate(Caller caller, String name, String certificate) {}
  }
}
