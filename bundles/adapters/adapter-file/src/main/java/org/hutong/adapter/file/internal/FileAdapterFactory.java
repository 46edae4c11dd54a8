package org.hutong.adapter.file.internal;

import java.time.Clock;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.BoundedCalls;

/** Makes the adapters of technology {@code file}. */
public final class FileAdapterFactory implements AdapterFactory {
  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    FileSettings settings = FileSettings.read(config);
    Place place =
        settings.sftp() == null
            ? new LocalPlace(settings.local())
            : new SftpPlace(settings.sftp(), config.secrets());
    return new FileAdapter(
        settings, place, new BoundedCalls("hutong-file-" + config.id()), Clock.systemUTC());
  }
}
