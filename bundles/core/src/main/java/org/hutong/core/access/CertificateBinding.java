package org.hutong.core.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * How a client certificate names an account: {@code sha256:<64 hex digits>}, one certificate, or
 * {@code subject:<canonical name>}, every certificate of that subject the trusted issuers gave out.
 */
final class CertificateBinding {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST = 512;

  private CertificateBinding() {}

  /** Reads a SHA-256 fingerprint (with or without colons) or a subject's name (RFC 2253). */
  static Optional<String> parse(String text) {
    String bare = text.strip().replaceFirst("^(sha256|subject):", "");
    String digits = bare.replace(":", "").toLowerCase(Locale.ROOT);
    if (FINGERPRINT.matcher(digits).matches()) {
      return Optional.of("sha256:" + digits);
    }
    if (bare.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      X500Principal subject = new X500Principal(bare);
      return subject.getName().isEmpty() ? Optional.empty() : Optional.of(ofSubject(subject));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What the certificate may be bound by, the narrower first. */
  static List<String> of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return List.of(
          "sha256:" + HexFormat.of().formatHex(digest),
          ofSubject(certificate.getSubjectX500Principal()));
    } catch (GeneralSecurityException e) {
      return List.of();
    }
  }

  private static String ofSubject(X500Principal subject) {
    return "subject:" + subject.getName(X500Principal.CANONICAL);
  }
}
