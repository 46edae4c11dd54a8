package org.hutong.core.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is kept. Every change makes a new object, which is how the verified credentials
 * notice.
 *
 * @param initial whether the password was given by someone else and works only locally
 * @param certificates bindings, see {@link CertificateBinding}
 */
record StoredAccount(
    String name,
    Set<Role> roles,
    @Nullable String unit,
    boolean initial,
    boolean disabled,
    PasswordHash password,
    List<String> certificates) {
  StoredAccount {
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    certificates = List.copyOf(certificates);
  }

  StoredAccount withRoles(Set<Role> newRoles, @Nullable String newUnit) {
    return new StoredAccount(name, newRoles, newUnit, initial, disabled, password, certificates);
  }

  StoredAccount withDisabled(boolean now) {
    return new StoredAccount(name, roles, unit, initial, now, password, certificates);
  }

  StoredAccount withPassword(PasswordHash hash, boolean nowInitial) {
    return new StoredAccount(name, roles, unit, nowInitial, disabled, hash, certificates);
  }

  StoredAccount withCertificates(List<String> bindings) {
    return new StoredAccount(name, roles, unit, initial, disabled, password, bindings);
  }
}
