package ${package}.internal;

import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Makes the adapters of technology {@code ${technology}}: one a system, from its folder alone. */
public final class ${className}AdapterFactory implements AdapterFactory {
  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    return new ${className}Adapter(${className}Settings.read(config));
  }
}
