package org.hutong.core.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hutong.access.Caller;
import org.hutong.access.Keys;
import org.hutong.access.Role;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * The appliance's keys: those of the data through {@link DataKeys}, that of HTTPS in the folder of
 * keys. A key that serves is never replaced by one whose certificate has not come.
 */
public final class ApplianceKeys implements Keys {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long MOST_BYTES = 1024 * 1024;

  private final DataKeys data;
  private final HttpsStore https;
  private final HttpsKeys maker;
  private final AccessLog trail;
  private final Clock clock;

  /**
   * Keys in this folder.
   *
   * @param keys the folder of {@code HUTONG_KEYS}
   */
  public ApplianceKeys(Path keys, DataKeys data, AccessLog trail, Clock clock) {
    this.data = data;
    this.https = new HttpsStore(keys);
    this.maker = new HttpsKeys(clock);
    this.trail = trail;
    this.clock = clock;
  }

  @Override
  public synchronized List<KeyInfo> list(Caller caller) {
    caller.mustBe(Role.SECURITY);
    List<KeyInfo> all = new ArrayList<>(data.list());
    try {
      https.read(https.current()).ifPresent(e -> all.add(shown("https", true, e.createdAt())));
      https.read(https.next()).ifPresent(e -> all.add(shown("https-next", false, e.createdAt())));
    } catch (IOException e) {
      throw Refused.failed(Code.INTERNAL_ERROR, e);
    }
    return all;
  }

  @Override
  public synchronized KeyInfo rotate(Caller caller) {
    return act(
        caller,
        "key.rotate",
        "data",
        () -> {
          caller.mustBe(Role.SECURITY);
          return data.rotate();
        });
  }

  @Override
  public synchronized Path requestCertificate(
      Caller caller, String commonName, List<String> alternativeNames) {
    return act(
        caller,
        "key.request",
        commonName,
        () -> {
          caller.mustBe(Role.SECURITY);
          List<String> names = HostNames.checked(commonName, alternativeNames);
          HttpsKeys.Made made = maker.make(commonName, names);
          boolean first = !Files.exists(https.current());
          https.write(
              first ? https.current() : https.next(),
              made.pair().getPrivate(),
              List.of(made.certificate()));
          HttpsKeys.writeRequest(https.request(), made.request());
          return https.request();
        });
  }

  @Override
  public synchronized void installCertificate(Caller caller, Path chain) {
    act(
        caller,
        "key.install",
        "https",
        () -> {
          caller.mustBe(Role.SECURITY);
          List<X509Certificate> found = read(chain);
          if (install(https.next(), found)) {
            Files.deleteIfExists(https.next());
          } else if (!install(https.current(), found)) {
            throw Refused.because(Code.CONFIG_INVALID, "文件中没有与最近一次申请的密钥相符的证书");
          }
          return chain;
        });
  }

  private static List<X509Certificate> read(Path chain) {
    try {
      return CertificateChain.read(HttpsKeys.readBounded(chain, MOST_BYTES));
    } catch (IOException e) {
      throw Refused.because(Code.CONFIG_INVALID, "证书文件无法读取或过大");
    } catch (GeneralSecurityException e) {
      throw Refused.because(Code.CONFIG_INVALID, "证书文件不是 PEM 或 DER 格式的 X.509 证书");
    }
  }

  private boolean install(Path store, List<X509Certificate> found) throws IOException {
    Optional<HttpsStore.Entry> entry = https.read(store);
    if (entry.isEmpty()) {
      return false;
    }
    PublicKey key = entry.get().chain().get(0).getPublicKey();
    try {
      List<X509Certificate> chain = CertificateChain.of(key, found);
      if (chain.isEmpty()) {
        return false;
      }
      chain.get(0).checkValidity(Date.from(clock.instant()));
      https.write(https.current(), entry.get().key(), chain);
      return true;
    } catch (GeneralSecurityException e) {
      throw Refused.because(Code.CONFIG_INVALID, "证书已过期、尚未生效或签名不正确");
    }
  }

  @FunctionalInterface
  private interface Act<R> {
    R run() throws IOException;
  }

  private <R> R act(Caller caller, String what, String target, Act<R> act) {
    try {
      R result = act.run();
      trail.record(AuditRow.done(caller, what, target, null, null));
      return result;
    } catch (Refused e) {
      throw recorded(caller, what, target, e);
    } catch (IOException e) {
      throw recorded(caller, what, target, Refused.failed(Code.INTERNAL_ERROR, e));
    }
  }

  private Refused recorded(Caller caller, String what, String target, Refused refused) {
    trail.record(
        new AuditRow(
            caller.account(), null, what, target, null, caller.from(), refused.code().name()));
    return refused;
  }

  private static KeyInfo shown(String alias, boolean current, Instant createdAt) {
    return new KeyInfo(
        alias, "https", current, createdAt.atZone(ZONE).toOffsetDateTime().toString());
  }
}
