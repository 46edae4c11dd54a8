package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.access.AccessFixture.REMOTE;
import static org.hutong.core.access.AccessFixture.SECURITY;
import static org.hutong.core.access.Refusals.code;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateBindingTest {
  @TempDir Path data;
  private AccessFixture fixture;
  private X509Certificate certificate;

  @BeforeEach
  void open() throws Exception {
    fixture = new AccessFixture(data);
    fixture
        .accounts()
        .add(SECURITY, "hub", Set.of(Role.HUB), null, "first-word-given".toCharArray());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("C=CN,O=Test,CN=district-hub");
    certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(fixture.clock.instant().minus(Duration.ofDays(1))),
                        Date.from(fixture.clock.instant().plus(Duration.ofDays(30))),
                        name,
                        pair.getPublic())
                    .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
  }

  private String fingerprint() throws Exception {
    return HexFormat.ofDelimiter(":")
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  private Code refusal() {
    return code(() -> fixture.authenticator().byCertificate(certificate, REMOTE));
  }

  @Test
  void aCertificateLogsInByItsFingerprintUntilItIsUnbound() throws Exception {
    assertThat(refusal()).isEqualTo(Code.AUTHENTICATION_FAILED);
    fixture.accounts().bindCertificate(SECURITY, "hub", fingerprint());
    fixture.restart();
    assertThat(fixture.authenticator().byCertificate(certificate, REMOTE).account())
        .isEqualTo("hub");
    String binding = fixture.accounts().certificates(SECURITY, "hub").get(0);
    assertThat(binding).startsWith("sha256:");
    fixture.accounts().unbindCertificate(SECURITY, "hub", binding);
    assertThat(refusal()).isEqualTo(Code.AUTHENTICATION_FAILED);
  }

  @Test
  void aCertificateLogsInByItsSubjectHoweverItIsSpelled() {
    fixture.accounts().bindCertificate(SECURITY, "hub", "cn=District-Hub, o=TEST, c=cn");
    assertThat(fixture.authenticator().byCertificate(certificate, REMOTE).is(Role.HUB)).isTrue();
    fixture.accounts().disable(SECURITY, "hub", true);
    assertThat(refusal()).isEqualTo(Code.AUTHENTICATION_FAILED);
  }

  @Test
  void anExpiredCertificateLogsNobodyIn() throws Exception {
    fixture.accounts().bindCertificate(SECURITY, "hub", fingerprint());
    fixture.clock.forward(Duration.ofDays(31));
    assertThat(refusal()).isEqualTo(Code.AUTHENTICATION_FAILED);
  }

  @Test
  void aCertificateBelongsToOneAccountAndNeverToTheSecurityAdministrator() throws Exception {
    fixture.accounts().bindCertificate(SECURITY, "hub", fingerprint());
    assertThat(code(() -> fixture.accounts().bindCertificate(SECURITY, "admin", fingerprint())))
        .isEqualTo(Code.ACCOUNT_EXISTS);
    assertThat(code(() -> fixture.accounts().bindCertificate(SECURITY, "security", "CN=x")))
        .isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> fixture.accounts().bindCertificate(SECURITY, "hub", "not a name")))
        .isEqualTo(Code.INVALID_REQUEST);
  }
}
