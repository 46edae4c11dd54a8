package org.hutong.adapter.rest.internal;

import java.time.Clock;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Versions;
import org.hutong.adapter.support.http.HttpLink;

/** Makes the adapters of technology {@code rest}. */
public final class RestAdapterFactory implements AdapterFactory {
  private final String product = Versions.product("hutong-adapter-rest", RestAdapterFactory.class);

  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    RestSettings settings = RestSettings.read(config);
    HttpLink link = new HttpLink(settings.http(), product, "hutong-rest-" + config.id());
    return new RestAdapter(settings, link, Clock.systemUTC());
  }
}
