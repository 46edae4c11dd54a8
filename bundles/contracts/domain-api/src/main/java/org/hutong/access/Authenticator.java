package org.hutong.access;

import java.security.cert.X509Certificate;

/**
 * Says who a credential belongs to. Works while the database is down. Failed attempts are limited
 * before anything is hashed. Every method throws {@link org.hutong.problem.Refused} with {@code
 * AUTHENTICATION_FAILED}, {@code ACCOUNT_LOCKED} or {@code INITIAL_PASSWORD_LOCAL_ONLY}.
 */
public interface Authenticator {
  /** By account and password; {@code from} is the client's address. */
  Caller byPassword(String account, char[] password, String from);

  /** By bearer token. */
  Caller byToken(String token, String from);

  /** By a client certificate that TLS has already verified. */
  Caller byCertificate(X509Certificate certificate, String from);

  /**
   * The same caller as the account stands now, for sessions that stay open: with its present roles
   * and unit.
   *
   * @throws org.hutong.problem.Refused {@code AUTHENTICATION_REQUIRED} when the account is closed
   *     or gone
   */
  default Caller again(Caller caller) {
    return caller;
  }
}
