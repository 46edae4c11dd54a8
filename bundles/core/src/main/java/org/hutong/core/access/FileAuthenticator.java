package org.hutong.core.access;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hutong.access.Authenticator;
import org.hutong.access.Caller;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Authenticates against the accounts' file. */
final class FileAuthenticator implements Authenticator {
  private final AccountBook book;
  private final PasswordCheck check;
  private final Throttle throttle;
  private final AccessLog trail;
  private final Clock clock;

  FileAuthenticator(
      AccountBook book, PasswordCheck check, Throttle throttle, AccessLog trail, Clock clock) {
    this.book = book;
    this.check = check;
    this.throttle = throttle;
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  public Caller byPassword(String account, char[] password, String from) {
    StoredAccount verified = check.verify(account, password, from, "access.login");
    if (verified.initial() && !Address.of(from).local()) {
      trail.record(row(verified.name(), "access.login", from, Code.INITIAL_PASSWORD_LOCAL_ONLY));
      throw Refused.because(Code.INITIAL_PASSWORD_LOCAL_ONLY);
    }
    return caller(verified, from);
  }

  @Override
  public Caller byToken(String token, String from) {
    Accounting now = book.now();
    Optional<StoredToken> known =
        Optional.ofNullable(now.tokens().get(TokenSecret.digest(token)))
            .filter(kept -> clock.instant().isBefore(kept.expiresAt().toInstant()));
    return known
        .flatMap(kept -> now.account(kept.account()))
        .filter(account -> !account.disabled())
        .map(account -> caller(account, from))
        .orElseThrow(() -> refused("access.token", from));
  }

  @Override
  public Caller byCertificate(X509Certificate certificate, String from) {
    Accounting now = book.now();
    return Optional.of(certificate).filter(this::valid).stream()
        .flatMap(valid -> CertificateBinding.of(valid).stream())
        .flatMap(binding -> now.boundTo(binding).stream())
        .filter(account -> !account.disabled())
        .findFirst()
        .map(account -> caller(account, from))
        .orElseThrow(() -> refused("access.certificate", from));
  }

  @Override
  public Caller again(Caller caller) {
    return book.now()
        .account(caller.account())
        .filter(account -> !account.disabled())
        .map(account -> caller(account, caller.from()))
        .orElseThrow(() -> Refused.because(Code.AUTHENTICATION_REQUIRED));
  }

  private boolean valid(X509Certificate certificate) {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return true;
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      return false;
    }
  }

  private Refused refused(String what, String from) {
    // Throws instead when that address already failed too often, and leaves no further row.
    throttle.failCredential(Address.of(from));
    trail.record(row(PasswordCheck.NOBODY, what, from, Code.AUTHENTICATION_FAILED));
    return Refused.because(Code.AUTHENTICATION_FAILED);
  }

  private static AuditRow row(String who, String what, String from, Code result) {
    return new AuditRow(who, null, what, null, null, from, result.name());
  }

  private static Caller caller(StoredAccount account, String from) {
    return new Caller(account.name(), account.roles(), account.unit(), from, null);
  }
}
