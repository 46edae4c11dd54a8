package org.hutong.core.access;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the certificates of a file into the order a server shows them in. */
final class CertificateChain {
  private static final int LONGEST = 10;

  private CertificateChain() {}

  /** Reads PEM (or DER) certificates. */
  static List<X509Certificate> read(byte[] content) throws GeneralSecurityException {
    List<X509Certificate> read = new ArrayList<>();
    CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(content))
        .forEach(c -> read.add((X509Certificate) c));
    return read;
  }

  /**
   * The chain of the key: its own certificate, then each issuer found. Every link's signature is
   * checked; certificates that do not belong to it are left out.
   *
   * @return empty when no certificate is for the key
   */
  static List<X509Certificate> of(PublicKey key, List<X509Certificate> found)
      throws GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    Optional<X509Certificate> next =
        found.stream().filter(c -> c.getPublicKey().equals(key)).findFirst();
    while (next.isPresent() && chain.size() < LONGEST) {
      X509Certificate here = next.get();
      chain.add(here);
      if (here.getSubjectX500Principal().equals(here.getIssuerX500Principal())) {
        break;
      }
      next =
          found.stream()
              .filter(c -> c.getSubjectX500Principal().equals(here.getIssuerX500Principal()))
              .filter(c -> !chain.contains(c))
              .findFirst();
      if (next.isPresent()) {
        here.verify(next.get().getPublicKey());
      }
    }
    return chain;
  }
}
