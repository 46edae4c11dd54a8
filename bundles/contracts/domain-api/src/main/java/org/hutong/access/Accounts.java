package org.hutong.access;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts and tokens; for {@link Role#SECURITY}, but for one's own password. */
public interface Accounts {
  /** All accounts by name. */
  List<Account> list(Caller caller);

  /** Adds an account with an initial password. */
  Account add(
      Caller caller, String name, Set<Role> roles, @Nullable String unit, char[] initialPassword);

  /** Sets roles and unit. */
  Account change(Caller caller, String name, Set<Role> roles, @Nullable String unit);

  /** Closes or opens an account. */
  Account disable(Caller caller, String name, boolean disabled);

  /**
   * Sets a password. Without the old one: another's, for {@link Role#SECURITY}, and it is initial
   * again. With the old one: one's own, or another's whose holder is present, and it is initial no
   * more.
   *
   * @throws org.hutong.problem.Refused PASSWORD_TOO_WEAK; AUTHENTICATION_FAILED when the old one is
   *     wrong
   */
  void setPassword(Caller caller, String name, char @Nullable [] old, char[] password);

  /** Ends a lock-out. */
  void unlock(Caller caller, String name);

  /** All tokens, without secrets. */
  List<Token> tokens(Caller caller);

  /** Issues a token; the only time its secret is seen. */
  Token issueToken(Caller caller, String account, Duration validFor);

  /** Ends a token at once. */
  void revokeToken(Caller caller, String id);

  /**
   * The client certificates that log in as the account, each {@code sha256:<hex>} or {@code
   * subject:<name>}.
   */
  List<String> certificates(Caller caller, String name);

  /**
   * Lets a client certificate log in as the account.
   *
   * @param certificate its SHA-256 fingerprint in hex (colons allowed), or its subject's name (RFC
   *     2253), which takes every certificate the trusted issuers gave that subject
   */
  void bindCertificate(Caller caller, String name, String certificate);

  /** Ends what {@link #bindCertificate} began. */
  void unbindCertificate(Caller caller, String name, String certificate);
}
