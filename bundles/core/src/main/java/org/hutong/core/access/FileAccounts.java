package org.hutong.core.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.access.Token;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Administers the accounts' file; every act, done or refused, goes into the trail. */
final class FileAccounts implements Accounts {
  private static final Logger log = LoggerFactory.getLogger(FileAccounts.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration LONGEST_TOKEN = Duration.ofDays(366);
  private static final Duration KEEP_EXPIRED = Duration.ofDays(30);
  private static final int TOKEN_ID_BYTES = 5;

  private final AccountBook book;
  private final Passwords passwords;
  private final PasswordCheck check;
  private final Throttle throttle;
  private final InitialPasswords initial;
  private final AccessLog trail;
  private final Clock clock;
  private final Consumer<String> changed;

  FileAccounts(
      AccountBook book,
      Passwords passwords,
      PasswordCheck check,
      Throttle throttle,
      InitialPasswords initial,
      AccessLog trail,
      Clock clock,
      Consumer<String> changed) {
    this.book = book;
    this.passwords = passwords;
    this.check = check;
    this.throttle = throttle;
    this.initial = initial;
    this.trail = trail;
    this.clock = clock;
    this.changed = changed;
  }

  @Override
  public List<Account> list(Caller caller) {
    caller.mustBe(Role.SECURITY);
    return book.now().accounts().values().stream().map(this::shown).toList();
  }

  @Override
  public Account add(
      Caller caller, String name, Set<Role> roles, @Nullable String unit, char[] initialPassword) {
    return act(
        caller,
        "account.add",
        name,
        words(roles, unit),
        () -> {
          caller.mustBe(Role.SECURITY);
          AccountRules.mustBeName(name);
          AccountRules.mustFit(roles, unit);
          passwords.mustBeGood(name, initialPassword);
          StoredAccount added =
              new StoredAccount(
                  name, roles, unit, true, false, passwords.hash(initialPassword), List.of());
          book.change(
              now -> {
                if (now.account(name).isPresent()) {
                  throw Refused.because(Code.ACCOUNT_EXISTS);
                }
                return now.with(added);
              });
          return shown(added);
        });
  }

  @Override
  public Account change(Caller caller, String name, Set<Role> roles, @Nullable String unit) {
    return act(
        caller,
        "account.change",
        name,
        words(roles, unit),
        () -> {
          caller.mustBe(Role.SECURITY);
          mustBeAnother(caller, name);
          AccountRules.mustFit(roles, unit);
          return shown(ending(name, account -> account.withRoles(roles, unit)));
        });
  }

  @Override
  public Account disable(Caller caller, String name, boolean disabled) {
    return act(
        caller,
        disabled ? "account.disable" : "account.enable",
        name,
        null,
        () -> {
          caller.mustBe(Role.SECURITY);
          mustBeAnother(caller, name);
          return shown(ending(name, account -> account.withDisabled(disabled)));
        });
  }

  @Override
  public void setPassword(Caller caller, String name, char @Nullable [] old, char[] password) {
    act(
        caller,
        "account.password",
        name,
        old == null ? "reset" : null,
        () -> {
          boolean own = caller.account().equals(name);
          if (!own || old == null) {
            caller.mustBe(Role.SECURITY);
          }
          if (own && old == null) {
            throw Refused.fields(List.of(FieldError.of("/old", Code.FIELD_MISSING)));
          }
          known(name);
          if (old != null) {
            check.verify(name, old, caller.from(), "access.old-password");
          }
          passwords.mustBeGood(name, password);
          if (old != null && Arrays.equals(old, password)) {
            throw Refused.because(Code.PASSWORD_TOO_WEAK, "新密码不能与原密码相同");
          }
          PasswordHash hash = passwords.hash(password);
          UnaryOperator<StoredAccount> change = a -> a.withPassword(hash, old == null);
          // In a session of the account itself the command is still to be answered.
          StoredAccount now = own ? changed(name, change) : ending(name, change);
          forgetInitial();
          return now;
        });
  }

  @Override
  public void unlock(Caller caller, String name) {
    act(
        caller,
        "account.unlock",
        name,
        null,
        () -> {
          caller.mustBe(Role.SECURITY);
          known(name);
          throttle.unlock(name);
          return name;
        });
  }

  @Override
  public List<Token> tokens(Caller caller) {
    caller.mustBe(Role.SECURITY);
    return book.now().tokens().values().stream()
        .sorted(Comparator.comparing(StoredToken::issuedAt).thenComparing(StoredToken::id))
        .map(token -> shown(token, null))
        .toList();
  }

  @Override
  public Token issueToken(Caller caller, String account, Duration validFor) {
    String id = "t-" + HexFormat.of().formatHex(passwords.bytes(TOKEN_ID_BYTES));
    return act(
        caller,
        "token.issue",
        account,
        id + " " + validFor,
        () -> {
          caller.mustBe(Role.SECURITY);
          mustBeTokenHolder(known(account));
          if (validFor.isNegative() || validFor.isZero() || validFor.compareTo(LONGEST_TOKEN) > 0) {
            throw Refused.fields(
                List.of(new FieldError("/validFor", Code.FIELD_VALUE, "令牌有效期最长 366 天")));
          }
          String secret = TokenSecret.of(passwords.bytes(TokenSecret.BYTES));
          OffsetDateTime now = now();
          StoredToken token = new StoredToken(id, account, now, now.plus(validFor));
          book.change(
              book -> {
                Map<String, StoredToken> tokens = new HashMap<>(book.tokens());
                tokens.values().removeIf(t -> t.expiresAt().isBefore(now.minus(KEEP_EXPIRED)));
                tokens.put(TokenSecret.digest(secret), token);
                return book.withTokens(tokens);
              });
          return shown(token, secret);
        });
  }

  @Override
  public void revokeToken(Caller caller, String id) {
    act(
        caller,
        "token.revoke",
        id,
        null,
        () -> {
          caller.mustBe(Role.SECURITY);
          book.change(
              now -> {
                Map<String, StoredToken> tokens = new HashMap<>(now.tokens());
                if (!tokens.values().removeIf(token -> token.id().equals(id))) {
                  throw Refused.because(Code.NOT_FOUND_HERE);
                }
                return now.withTokens(tokens);
              });
          return id;
        });
  }

  @Override
  public List<String> certificates(Caller caller, String name) {
    caller.mustBe(Role.SECURITY);
    return known(name).certificates();
  }

  @Override
  public void bindCertificate(Caller caller, String name, String certificate) {
    act(
        caller,
        "certificate.bind",
        name,
        null,
        () -> {
          caller.mustBe(Role.SECURITY);
          mustBeTokenHolder(known(name));
          String binding = binding(certificate);
          book.change(
              now -> {
                if (now.boundTo(binding).filter(other -> !other.name().equals(name)).isPresent()) {
                  throw Refused.because(Code.ACCOUNT_EXISTS, "该证书已属于另一账户");
                }
                StoredAccount account = now.accounts().get(name);
                List<String> bindings = new ArrayList<>(account.certificates());
                if (!bindings.contains(binding)) {
                  bindings.add(binding);
                }
                return now.with(account.withCertificates(bindings));
              });
          return binding;
        });
  }

  @Override
  public void unbindCertificate(Caller caller, String name, String certificate) {
    act(
        caller,
        "certificate.unbind",
        name,
        null,
        () -> {
          caller.mustBe(Role.SECURITY);
          String binding = binding(certificate);
          return changed(
              name,
              account -> {
                List<String> bindings = new ArrayList<>(account.certificates());
                if (!bindings.remove(binding)) {
                  throw Refused.because(Code.NOT_FOUND_HERE);
                }
                return account.withCertificates(bindings);
              });
        });
  }

  private static String binding(String certificate) {
    return CertificateBinding.parse(certificate)
        .orElseThrow(
            () ->
                Refused.fields(
                    List.of(
                        new FieldError(
                            "/certificate", Code.FIELD_VALUE, "应为证书的 SHA-256 指纹或主体名称"))));
  }

  private StoredAccount known(String name) {
    return book.now().account(name).orElseThrow(() -> Refused.because(Code.ACCOUNT_NOT_FOUND));
  }

  private StoredAccount changed(String name, UnaryOperator<StoredAccount> change) {
    book.change(
        now -> {
          StoredAccount account =
              now.account(name).orElseThrow(() -> Refused.because(Code.ACCOUNT_NOT_FOUND));
          Accounting next = now.with(change.apply(account));
          AccountRules.mustKeepSecurity(next);
          return next;
        });
    return known(name);
  }

  /** The same, and what is open in the account's name ends: it was opened as what it was. */
  private StoredAccount ending(String name, UnaryOperator<StoredAccount> change) {
    StoredAccount now = changed(name, change);
    changed.accept(name);
    return now;
  }

  private static void mustBeAnother(Caller caller, String name) {
    if (caller.account().equals(name)) {
      throw Refused.because(Code.ROLE_REQUIRED, "不能更改自己的角色和状态");
    }
  }

  /**
   * Who issues tokens must not quietly become another administrator by them; a reset password at
   * least is noticed by its owner. The system administrator may have one, for metrics.
   */
  private static void mustBeTokenHolder(StoredAccount account) {
    if (account.roles().contains(Role.SECURITY) || account.roles().contains(Role.AUDITOR)) {
      throw Refused.because(Code.ROLE_REQUIRED, "安全管理员和审计管理员只能以密码登录");
    }
  }

  private void forgetInitial() {
    try {
      Accounting now = book.now();
      initial.keepOnly(name -> now.account(name).map(StoredAccount::initial).orElse(false));
    } catch (IOException e) {
      // The password is changed already; the stale line is taken away at the next start.
      log.warn("The file of initial passwords could not be rewritten", e);
    }
  }

  private <R> R act(
      Caller caller, String what, String target, @Nullable String why, Supplier<R> act) {
    try {
      R result = act.get();
      trail.record(AuditRow.done(caller, what, target, null, why));
      return result;
    } catch (Refused e) {
      trail.record(
          new AuditRow(caller.account(), null, what, target, why, caller.from(), e.code().name()));
      throw e;
    }
  }

  private static String words(Set<Role> roles, @Nullable String unit) {
    String names = roles.stream().map(Role::wireName).sorted().collect(Collectors.joining(","));
    return unit == null ? names : names + " " + unit;
  }

  private Account shown(StoredAccount account) {
    return new Account(
        account.name(),
        account.roles(),
        account.unit(),
        account.initial(),
        account.disabled(),
        throttle
            .lockedUntil(account.name())
            .map(i -> i.atZone(ZONE).toOffsetDateTime())
            .orElse(null));
  }

  private static Token shown(StoredToken token, @Nullable String secret) {
    return new Token(token.id(), token.account(), token.issuedAt(), token.expiresAt(), secret);
  }

  private OffsetDateTime now() {
    return clock.instant().atZone(ZONE).toOffsetDateTime();
  }
}
