package org.hutong.access;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as authenticated.
 *
 * @param account the account's name; also the scope of idempotency keys
 * @param roles at least one
 * @param unit the unit (科室、站、社区) the account belongs to; null for accounts of no unit
 * @param from where the call came from: an address, or {@code console}
 * @param onBehalfOf for the hub only: the unit it acts for
 * @param trace the W3C {@code traceparent} the call came with, to be carried on to the systems
 */
public record Caller(
    String account,
    Set<Role> roles,
    @Nullable String unit,
    String from,
    @Nullable String onBehalfOf,
    @Nullable String trace) {
  private static final int LONGEST_UNIT = 64;
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  /** Copies the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** One whose call came without a trace. */
  public Caller(
      String account,
      Set<Role> roles,
      @Nullable String unit,
      String from,
      @Nullable String onBehalfOf) {
    this(account, roles, unit, from, onBehalfOf, null);
  }

  /** The same with the trace of this call; what is no {@code traceparent} is left out. */
  public Caller traced(@Nullable String traceparent) {
    boolean valid = traceparent != null && TRACEPARENT.matcher(traceparent).matches();
    return valid ? new Caller(account, roles, unit, from, onBehalfOf, traceparent) : this;
  }

  /** Whether the caller has the role. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether one of the roles sees personal data masked only, and so the caller too. */
  public boolean maskedOnly() {
    return roles.stream().anyMatch(Role::maskedOnly);
  }

  /**
   * The same caller acting for a unit. A unit comes from the account, so only the hub may name one.
   *
   * @param unit 1 to 64 characters, none of them a control character
   * @param field where the request named it, for the refusal
   * @throws Refused {@link Code#ROLE_REQUIRED} for anybody else, {@link Code#INVALID_REQUEST}
   */
  public Caller actingFor(String unit, String field) {
    mustBe(Role.HUB);
    boolean plain = unit.chars().noneMatch(Character::isISOControl);
    if (unit.isBlank() || unit.length() > LONGEST_UNIT || !plain) {
      throw Refused.fields(List.of(new FieldError(field, Code.FIELD_VALUE, "应为一个单位名称，1 至 64 个字符")));
    }
    return new Caller(account, roles, this.unit, from, unit.strip(), trace);
  }

  /**
   * Goes on only for a caller with one of the roles.
   *
   * @throws Refused {@link Code#ROLE_REQUIRED}
   */
  public void mustBe(Role... oneOf) {
    for (Role role : oneOf) {
      if (roles.contains(role)) {
        return;
      }
    }
    throw Refused.because(Code.ROLE_REQUIRED);
  }
}
