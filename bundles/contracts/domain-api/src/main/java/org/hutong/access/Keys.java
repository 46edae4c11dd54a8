package org.hutong.access;

import java.nio.file.Path;
import java.util.List;

/** The appliance's keys (密钥), which lie outside the data; for {@link Role#SECURITY}. */
public interface Keys {
  /**
   * A key as shown: never its bits.
   *
   * @param purpose {@code data}, {@code index}, {@code derby}, {@code https}
   * @param current whether new data are written under it
   */
  record KeyInfo(String alias, String purpose, boolean current, String createdAt) {}

  /** All keys. */
  List<KeyInfo> list(Caller caller);

  /** Makes a new data key; what was written before stays readable. */
  KeyInfo rotate(Caller caller);

  /**
   * Makes a key for HTTPS with a self-signed certificate and a certificate request (PKCS#10, PEM).
   *
   * @return where the request lies
   */
  Path requestCertificate(Caller caller, String commonName, List<String> alternativeNames);

  /** Takes the issued certificate chain (PEM) for the key of the last request. */
  void installCertificate(Caller caller, Path chain);
}
