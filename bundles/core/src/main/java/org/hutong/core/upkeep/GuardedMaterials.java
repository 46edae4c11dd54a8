package org.hutong.core.upkeep;

import java.io.OutputStream;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Material;
import org.hutong.casework.Materials;
import org.jspecify.annotations.Nullable;

/** Takes no bytes while the disk is low. */
final class GuardedMaterials implements Materials {
  private final Materials inner;
  private final DiskWatch disk;

  GuardedMaterials(Materials inner, DiskWatch disk) {
    this.inner = inner;
    this.disk = disk;
  }

  @Override
  public Material announce(Caller caller, String idempotencyKey, Map<String, Object> body) {
    disk.mustBeOpen();
    return inner.announce(caller, idempotencyKey, body);
  }

  @Override
  public Material append(Caller caller, String id, long offset, byte[] bytes) {
    disk.mustBeOpen();
    return inner.append(caller, id, offset, bytes);
  }

  @Override
  public Material get(Caller caller, String id) {
    return inner.get(caller, id);
  }

  @Override
  public void content(Caller caller, String id, @Nullable String purpose, OutputStream out) {
    inner.content(caller, id, purpose, out);
  }
}
