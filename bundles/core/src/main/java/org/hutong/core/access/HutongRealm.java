package org.hutong.core.access;

import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.hutong.access.Authenticator;
import org.osgi.framework.BundleContext;

/**
 * Karaf's realm {@code karaf} over our accounts. Registered as an OSGi service under {@link
 * JaasRealm}, it wins over Karaf's own by its rank, so that no account of {@code users.properties}
 * opens anything.
 */
public final class HutongRealm implements JaasRealm {
  private static final String NAME = "karaf";
  private static final int RANK = 100;

  private final AppConfigurationEntry entry;

  /**
   * A realm whose logins pass through the authenticator, lock-out included.
   *
   * @param context of the bundle this class is in: Karaf loads the login module from it
   */
  public HutongRealm(BundleContext context, Authenticator authenticator, AccessLog trail) {
    this.entry =
        new AppConfigurationEntry(
            ProxyLoginModule.class.getName(),
            LoginModuleControlFlag.REQUIRED,
            Map.of(
                ProxyLoginModule.PROPERTY_MODULE,
                HutongLoginModule.class.getName(),
                ProxyLoginModule.PROPERTY_BUNDLE,
                Long.toString(context.getBundle().getBundleId()),
                HutongLoginModule.AUTHENTICATOR,
                authenticator,
                HutongLoginModule.TRAIL,
                trail));
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public int getRank() {
    return RANK;
  }

  @Override
  public AppConfigurationEntry[] getEntries() {
    return new AppConfigurationEntry[] {entry};
  }
}
