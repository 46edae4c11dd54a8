package org.hutong.core.access;

import java.util.List;
import org.hutong.access.Keys;

/** The keys of the data, which the store owns; as the security administrator meets them. */
public interface DataKeys {
  /** All of them, without their bits. */
  List<Keys.KeyInfo> list();

  /** Makes a new data key, under which new data are written from now on. */
  Keys.KeyInfo rotate();
}
