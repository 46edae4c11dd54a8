package org.hutong.gateway.support;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Knows a few accounts by password, token and certificate. */
public final class MemoryAuthenticator implements Authenticator {
  public static final String PASSWORD = "口令：Abc-1";
  private static final Map<String, Role> ACCOUNTS =
      Map.of("clerk", Role.CLERK, "admin", Role.ADMIN, "hub", Role.HUB);

  public final AtomicInteger asked = new AtomicInteger();

  @Override
  public Caller byPassword(String account, char[] password, String from) {
    asked.incrementAndGet();
    if (account.equals("locked")) {
      throw Refused.because(Code.ACCOUNT_LOCKED);
    }
    if (!new String(password).equals(PASSWORD)) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    return caller(account, from);
  }

  @Override
  public Caller byToken(String token, String from) {
    asked.incrementAndGet();
    if (!token.equals("the-token")) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    return caller("hub", from);
  }

  @Override
  public Caller byCertificate(X509Certificate certificate, String from) {
    asked.incrementAndGet();
    String name = certificate.getSubjectX500Principal().getName();
    return caller(name.replace("CN=", ""), from);
  }

  private static Caller caller(String account, String from) {
    Role role = ACCOUNTS.get(account);
    if (role == null) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    return new Caller(account, Set.of(role), "东经路街道便民服务站", from, null);
  }
}
