package org.hutong.adapter.webform.internal;

import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Makes the adapters of technology {@code webform}. */
public final class WebformAdapterFactory implements AdapterFactory {
  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    return new WebformAdapter(WebformSettings.read(config));
  }
}
