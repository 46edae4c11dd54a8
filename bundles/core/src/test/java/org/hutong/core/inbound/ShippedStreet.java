package org.hutong.core.inbound;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemFiles;

/** Reads rows by the folders that ship. */
final class ShippedStreet {
  final RowReading reading;

  /** What is said of the folders: without a street's own secrets each lacks them. */
  final List<String> findings;

  private final SqlStore store;
  private final InboundStreet street;
  private final SystemFiles files;

  ShippedStreet(Path folder) throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    street = new InboundStreet(store, folder);
    reading = street.reading;
    files = new SystemFiles(Path.of("../../config"), folder, name -> null);
    findings = files.reload();
  }

  SystemDefinition system(String id) {
    return files.find(id).orElseThrow();
  }

  void close() throws InterruptedException {
    street.close();
    store.close();
  }
}
