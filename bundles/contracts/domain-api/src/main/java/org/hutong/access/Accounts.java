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

  /** Sets another's password, which is initial again; or one's own, with the old one. */
  void setPassword(Caller caller, String name, char @Nullable [] old, char[] password);

  /** Ends a lock-out. */
  void unlock(Caller caller, String name);

  /** All tokens, without secrets. */
  List<Token> tokens(Caller caller);

  /** Issues a token; the only time its secret is seen. */
  Token issueToken(Caller caller, String account, Duration validFor);

  /** Ends a token at once. */
  void revokeToken(Caller caller, String id);
}
