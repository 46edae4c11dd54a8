package org.hutong.core.access;

import java.util.Set;
import org.hutong.access.Role;

/**
 * What personal data are read for (使用目的), as one row of {@code purposes.csv}.
 *
 * @param roles that may use it
 * @param basis its legal basis, as a person reads it
 * @param needsCase whether it shows personal data in clear only of an open case
 * @param clear whether data may be seen unmasked for it at all
 */
public record Purpose(
    String code, String name, Set<Role> roles, String basis, boolean needsCase, boolean clear) {
  /** Copies the roles. */
  public Purpose {
    roles = Set.copyOf(roles);
  }
}
