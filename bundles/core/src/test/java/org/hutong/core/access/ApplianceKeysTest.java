package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.access.AccessFixture.SECURITY;
import static org.hutong.core.access.Refusals.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.hutong.access.Caller;
import org.hutong.access.Keys;
import org.hutong.access.Keys.KeyInfo;
import org.hutong.access.Role;
import org.hutong.core.store.AesVault;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.KeyRing;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplianceKeysTest {
  private static final byte[] PLAIN = "11010219800101001X".getBytes(StandardCharsets.UTF_8);
  private static final X500Name ISSUER = new X500Name("CN=Test Issuer");

  @TempDir Path folder;
  private final List<AuditRow> trail = new ArrayList<>();
  private Path keysFolder;
  private KeyRing ring;
  private Keys keys;
  private KeyPair issuer;

  @BeforeEach
  void open() throws Exception {
    keysFolder = folder.resolve("keys");
    ring = KeyRing.open(keysFolder);
    keys = new ApplianceKeys(keysFolder, new RingKeys(ring), trail::add, Clock.systemUTC());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    issuer = generator.generateKeyPair();
  }

  private static PKCS10CertificationRequest read(Path request) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(Files.readString(request)))) {
      return (PKCS10CertificationRequest) parser.readObject();
    }
  }

  private Path issue(Path request, Duration validFor) throws Exception {
    JcaPKCS10CertificationRequest asked = new JcaPKCS10CertificationRequest(read(request));
    X509Certificate leaf =
        certificate(asked.getSubject(), asked.getPublicKey(), Instant.now().plus(validFor));
    X509Certificate root =
        certificate(ISSUER, issuer.getPublic(), Instant.now().plus(Duration.ofDays(9)));
    Path chain = folder.resolve("chain-" + System.nanoTime() + ".pem");
    // The issuer first: files come in any order.
    Files.writeString(chain, pem(root) + pem(leaf));
    return chain;
  }

  private X509Certificate certificate(X500Name subject, java.security.PublicKey key, Instant until)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    ISSUER,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(Instant.now().minus(Duration.ofDays(3))),
                    Date.from(until),
                    subject,
                    key)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private KeyStore store() throws Exception {
    char[] password = Files.readString(keysFolder.resolve("https.password")).toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keysFolder.resolve("https.p12"))) {
      store.load(in, password);
    }
    assertThat(store.getKey("https", password)).isNotNull();
    return store;
  }

  private X509Certificate shown() throws Exception {
    return (X509Certificate) store().getCertificate("https");
  }

  @Test
  void aRequestComesWithAKeyThatServesAtOnceUnderItsOwnSignature() throws Exception {
    Path request =
        keys.requestCertificate(
            SECURITY, "hutong.street.example", List.of("10.1.2.3", "hutong", "fd00::7"));
    PKCS10CertificationRequest read = read(request);
    assertThat(
            read.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(read.getSubjectPublicKeyInfo())))
        .isTrue();
    assertThat(read.getSubject()).hasToString("CN=hutong.street.example");
    GeneralNames names =
        GeneralNames.fromExtensions(
            read.getRequestedExtensions(), Extension.subjectAlternativeName);
    assertThat(names.getNames())
        .extracting(GeneralName::getTagNo)
        .containsExactly(
            GeneralName.dNSName, GeneralName.iPAddress, GeneralName.dNSName, GeneralName.iPAddress);

    X509Certificate first = shown();
    first.verify(first.getPublicKey());
    assertThat(first.getSubjectAlternativeNames()).hasSize(4);
    for (String file : List.of("https.p12", "https.password", "https.csr")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(keysFolder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(Files.readString(keysFolder.resolve("https.password"))).doesNotContain("\n");
  }

  @Test
  void theIssuedChainReplacesTheFirstCertificate() throws Exception {
    Path request = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    keys.installCertificate(SECURITY, issue(request, Duration.ofDays(90)));
    assertThat(store().getCertificateChain("https")).hasSize(2);
    assertThat(shown().getIssuerX500Principal().getName()).isEqualTo("CN=Test Issuer");
    assertThat(trail)
        .extracting(r -> r.what() + " " + r.result())
        .containsExactly("key.request ok", "key.install ok");
  }

  @Test
  void aKeyThatServesStaysUntilTheNextOnesCertificateHasCome() throws Exception {
    Path request = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    keys.installCertificate(SECURITY, issue(request, Duration.ofDays(90)));
    X509Certificate before = shown();
    Path renewal = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    assertThat(shown()).isEqualTo(before);
    assertThat(keys.list(SECURITY)).extracting(KeyInfo::alias).contains("https", "https-next");
    keys.installCertificate(SECURITY, issue(renewal, Duration.ofDays(90)));
    assertThat(shown().getPublicKey()).isNotEqualTo(before.getPublicKey());
    assertThat(keys.list(SECURITY)).extracting(KeyInfo::alias).doesNotContain("https-next");
  }

  @Test
  void aNewChainForTheKeyThatServesLeavesTheRequestedOneAsItIs() throws Exception {
    Path request = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    Path first = issue(request, Duration.ofDays(90));
    Path renewed = issue(request, Duration.ofDays(180));
    keys.installCertificate(SECURITY, first);
    Path next = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    keys.installCertificate(SECURITY, renewed);
    assertThat(keys.list(SECURITY)).extracting(KeyInfo::alias).contains("https", "https-next");
    X509Certificate before = shown();
    keys.installCertificate(SECURITY, issue(next, Duration.ofDays(90)));
    assertThat(shown().getPublicKey()).isNotEqualTo(before.getPublicKey());
  }

  @Test
  void aChainForAnotherKeyAnExpiredOneAndRubbishAreRefusedAndNothingChanges() throws Exception {
    Path request = keys.requestCertificate(SECURITY, "hutong.example", List.of());
    X509Certificate before = shown();
    Path expired = issue(request, Duration.ofDays(-1));
    assertThat(code(() -> keys.installCertificate(SECURITY, expired)))
        .isEqualTo(Code.CONFIG_INVALID);
    Path other = folder.resolve("other.pem");
    Files.writeString(
        other, pem(certificate(ISSUER, issuer.getPublic(), Instant.now().plusSeconds(99))));
    assertThat(code(() -> keys.installCertificate(SECURITY, other))).isEqualTo(Code.CONFIG_INVALID);
    Path rubbish = folder.resolve("rubbish.pem");
    Files.writeString(rubbish, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThat(code(() -> keys.installCertificate(SECURITY, rubbish)))
        .isEqualTo(Code.CONFIG_INVALID);
    assertThat(code(() -> keys.installCertificate(SECURITY, folder.resolve("none.pem"))))
        .isEqualTo(Code.CONFIG_INVALID);
    assertThat(shown()).isEqualTo(before);
  }

  @Test
  void onlyTheSecurityAdministratorTouchesKeysAndNamesAreChecked() {
    Caller admin = new Caller("admin", Set.of(Role.ADMIN), null, "console", null);
    assertThat(code(() -> keys.list(admin))).isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> keys.rotate(admin))).isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> keys.requestCertificate(admin, "a", List.of())))
        .isEqualTo(Code.ROLE_REQUIRED);
    assertThat(code(() -> keys.requestCertificate(SECURITY, "a b,O=x", List.of("ok", "-no"))))
        .isEqualTo(Code.INVALID_REQUEST);
    assertThat(keysFolder.resolve("https.p12")).doesNotExist();
  }

  @Test
  void theDataKeysAreListedAndRotatedWithoutTheirBits() {
    KeyInfo fresh = keys.rotate(SECURITY);
    assertThat(fresh.alias()).isEqualTo("data-2");
    assertThat(keys.list(SECURITY))
        .extracting(k -> k.alias() + " " + k.current())
        .containsExactly(
            "data-1 false", "data-2 true", "index-1 true", "audit-1 true", "derby-1 true");
    assertThat(trail).extracting(r -> r.what() + " " + r.result()).containsExactly("key.rotate ok");
  }

  @Test
  void afterARotationNewDataAreSealedAnewAndTheOldStayReadableAlsoOverARestart() throws Exception {
    AesVault running = new AesVault(ring);
    byte[] old = running.encrypt(PLAIN, "place/1");
    byte[] index = running.index("id", "11010219800101001X");
    keys.rotate(SECURITY);
    byte[] fresh = running.encrypt(PLAIN, "place/1");
    keys.rotate(SECURITY);
    byte[] freshest = running.encrypt(PLAIN, "place/1");
    assertThat(List.of(old[2], fresh[2], freshest[2]))
        .containsExactly((byte) 1, (byte) 2, (byte) 3);

    AesVault restarted = new AesVault(KeyRing.open(keysFolder));
    for (AesVault vault : List.of(running, restarted)) {
      for (byte[] sealed : List.of(old, fresh, freshest)) {
        assertThat(vault.decrypt(sealed, "place/1")).isEqualTo(PLAIN);
      }
      assertThat(vault.index("id", "11010219800101001X")).isEqualTo(index);
    }
    assertThat(restarted.encrypt(PLAIN, "place/1")[2]).isEqualTo((byte) 3);
    byte[] underAnother = fresh.clone();
    underAnother[2] = 1;
    assertThatThrownBy(() -> restarted.decrypt(underAnother, "place/1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyThatCouldNotBeKeptSealsNothing() throws Exception {
    // Nothing takes the place of a folder that is not empty.
    Path kept = keysFolder.resolve("data-keys.p12");
    Path aside = Files.move(kept, folder.resolve("aside"));
    Files.createDirectories(kept.resolve("in-the-way"));
    assertThat(code(() -> keys.rotate(SECURITY))).isEqualTo(Code.INTERNAL_ERROR);
    assertThat(ring.dataKeys()).containsExactly("data-1");
    byte[] sealed = new AesVault(ring).encrypt(PLAIN, "place/1");

    Files.delete(kept.resolve("in-the-way"));
    Files.delete(kept);
    Files.move(aside, kept);
    assertThat(new AesVault(KeyRing.open(keysFolder)).decrypt(sealed, "place/1")).isEqualTo(PLAIN);
    assertThat(keys.rotate(SECURITY).alias()).isEqualTo("data-2");
  }
}
