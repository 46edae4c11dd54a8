package org.hutong.core.access;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.hutong.core.store.PrivateFiles;

/** Makes a key for HTTPS, its first certificate and its certificate request. */
final class HttpsKeys {
  // RSA: old clients of municipal systems do not all take elliptic curves.
  private static final String ALGORITHM = "RSA";
  private static final String SIGNATURE = "SHA256withRSA";
  private static final int BITS = 3072;
  private static final int SERIAL_BITS = 120;
  private static final Duration FIRST_VALID = Duration.ofDays(397);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int PEM_LINE = 64;

  private final Clock clock;

  HttpsKeys(Clock clock) {
    this.clock = clock;
  }

  /** A key with its self-signed certificate and its request. */
  record Made(KeyPair pair, X509Certificate certificate, byte[] request) {}

  /**
   * Makes them.
   *
   * @param names host names and addresses, the common name among them
   */
  Made make(String commonName, List<String> names) throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      X500Name subject =
          new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
      Extensions extensions = extensions(names);
      ContentSigner signer = new JcaContentSignerBuilder(SIGNATURE).build(pair.getPrivate());
      byte[] request =
          new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
              .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions)
              .build(signer)
              .getEncoded();
      return new Made(pair, selfSigned(subject, pair, extensions, signer), request);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    } catch (OperatorCreationException | CertificateException e) {
      throw new IOException("The key for HTTPS could not be made", e);
    }
  }

  private X509Certificate selfSigned(
      X500Name subject, KeyPair pair, Extensions extensions, ContentSigner signer)
      throws IOException, CertificateException {
    Instant now = clock.instant();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(FIRST_VALID)),
            subject,
            pair.getPublic());
    for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
      builder.addExtension(extensions.getExtension(id));
    }
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static Extensions extensions(List<String> names) throws IOException {
    GeneralName[] alternatives =
        names.stream()
            .map(
                name ->
                    new GeneralName(
                        HostNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new);
    ExtensionsGenerator generator = new ExtensionsGenerator();
    generator.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    generator.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    generator.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    generator.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    return generator.generate();
  }

  /** Writes a certificate request as PEM. */
  static void writeRequest(Path file, byte[] request) throws IOException {
    String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(request);
    PrivateFiles.write(
        file,
        ("-----BEGIN CERTIFICATE REQUEST-----\n" + body + "\n-----END CERTIFICATE REQUEST-----\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads a PEM file of a bounded size. */
  static byte[] readBounded(Path file, long most) throws IOException {
    if (Files.size(file) > most) {
      throw new IOException(file + " is too large for certificates");
    }
    return Files.readAllBytes(file);
  }
}
