package org.hutong.core.access;

import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.hutong.access.Keys.KeyInfo;
import org.hutong.core.store.KeyRing;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** The keys of the store's ring. */
public final class RingKeys implements DataKeys {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<String> SINGLE = List.of("index", "audit", "derby");

  private final KeyRing ring;

  /** Those of this ring. */
  public RingKeys(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public List<KeyInfo> list() {
    List<KeyInfo> all = new ArrayList<>();
    String current = "data-" + ring.currentDataKey();
    for (String alias : ring.dataKeys()) {
      all.add(info(alias, "data", alias.equals(current)));
    }
    for (String purpose : SINGLE) {
      all.add(info(purpose + "-1", purpose, true));
    }
    return all;
  }

  @Override
  public KeyInfo rotate() {
    try {
      return info(ring.rotate(), "data", true);
    } catch (IOException e) {
      throw Refused.failed(Code.INTERNAL_ERROR, e);
    }
  }

  private KeyInfo info(String alias, String purpose, boolean current) {
    return new KeyInfo(
        alias, purpose, current, ring.createdAt(alias).atZone(ZONE).toOffsetDateTime().toString());
  }
}
