package org.hutong.core.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hutong.access.Accounts;
import org.hutong.access.Authenticator;
import org.hutong.access.Role;
import org.hutong.core.store.AuditRow;
import org.jspecify.annotations.Nullable;

/** Accounts and log-in, put together over the data folder; needs no database and no threads. */
public final class Access {
  private static final String ACCOUNTS = "accounts.json";
  private static final String INITIAL = "initial-passwords";
  private static final Map<String, Role> FIRST =
      Map.of("admin", Role.ADMIN, "security", Role.SECURITY, "auditor", Role.AUDITOR);

  private final Authenticator authenticator;
  private final Accounts accounts;

  private Access(Authenticator authenticator, Accounts accounts) {
    this.authenticator = authenticator;
    this.accounts = accounts;
  }

  /**
   * Opens {@code <data>/accounts.json}. At the first start it makes the three administrators, with
   * passwords from the given file or random ones written to {@code <data>/initial-passwords}.
   *
   * @param data an existing folder
   * @param given lines {@code user:password}, read at the first start only; null for none
   * @throws IOException when the files cannot be read or written, or the given one is wrong
   */
  public static Access open(
      Path data, @Nullable Path given, AccessPolicy policy, Clock clock, AccessLog trail)
      throws IOException {
    return open(data, given, policy, clock, trail, account -> {});
  }

  /**
   * The same.
   *
   * @param changed is told the name of an account that somebody else has changed or closed
   */
  public static Access open(
      Path data,
      @Nullable Path given,
      AccessPolicy policy,
      Clock clock,
      AccessLog trail,
      Consumer<String> changed)
      throws IOException {
    Passwords passwords = new Passwords(policy);
    InitialPasswords initial = new InitialPasswords(data.resolve(INITIAL));
    AccountBook book = AccountBook.open(data.resolve(ACCOUNTS));
    if (book.now().accounts().isEmpty()) {
      begin(book, given, passwords, initial, trail);
    }
    // A kill between the two files leaves a line of a password that was changed already.
    Accounting now = book.now();
    initial.keepOnly(name -> now.account(name).map(StoredAccount::initial).orElse(false));

    Throttle throttle = new Throttle(policy, clock);
    Verified verified = new Verified(policy.remember(), clock);
    PasswordCheck check = new PasswordCheck(book, passwords, throttle, verified, trail);
    return new Access(
        new FileAuthenticator(book, check, throttle, trail, clock),
        new FileAccounts(book, passwords, check, throttle, initial, trail, clock, changed));
  }

  private static void begin(
      AccountBook book,
      @Nullable Path given,
      Passwords passwords,
      InitialPasswords initial,
      AccessLog trail)
      throws IOException {
    Map<String, String> chosen = InitialPasswords.read(given, Set.copyOf(FIRST.keySet()));
    Map<String, String> random = new TreeMap<>();
    for (String name : FIRST.keySet()) {
      if (!chosen.containsKey(name)) {
        random.put(name, new String(passwords.random()));
      }
    }
    // First the passwords, then the accounts: nobody is locked out by a kill between the two.
    initial.write(random);
    Accounting first = Accounting.empty();
    for (Map.Entry<String, Role> entry : FIRST.entrySet()) {
      String name = entry.getKey();
      String password = chosen.containsKey(name) ? chosen.get(name) : random.get(name);
      first =
          first.with(
              new StoredAccount(
                  name,
                  EnumSet.of(entry.getValue()),
                  null,
                  true,
                  false,
                  passwords.hash(password.toCharArray()),
                  List.of()));
    }
    Accounting accounts = first;
    book.change(nothing -> accounts);
    for (String name : accounts.accounts().keySet()) {
      trail.record(
          new AuditRow("(first start)", null, "account.add", name, null, Address.CONSOLE, "ok"));
    }
  }

  /** Says who a credential belongs to. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Administers accounts and tokens. */
  public Accounts accounts() {
    return accounts;
  }
}
