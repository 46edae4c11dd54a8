package org.hutong.adapter.soap.internal;

import java.time.Clock;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Versions;
import org.hutong.adapter.support.http.HttpLink;

/** Makes the adapters of technology {@code soap}. */
public final class SoapAdapterFactory implements AdapterFactory {
  private final String product = Versions.product("hutong-adapter-soap", SoapAdapterFactory.class);

  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    SoapSettings settings = SoapSettings.read(config);
    HttpLink link = new HttpLink(settings.http(), product, "hutong-soap-" + config.id());
    return new SoapAdapter(settings, link, Clock.systemUTC());
  }
}
