package org.hutong.core.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.access.Role;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** What an account may be. The three administrators are kept apart (R61, privacy.md §13). */
final class AccountRules {
  static final Set<Role> ADMINISTRATORS = EnumSet.of(Role.ADMIN, Role.SECURITY, Role.AUDITOR);
  private static final Set<Role> BUSINESS =
      EnumSet.of(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
  private static final Set<Role> OF_A_UNIT = EnumSet.of(Role.CLERK, Role.OFFICER);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,31}");
  private static final int LONGEST_UNIT = 64;
  private static final Pattern UNIT = Pattern.compile("[\\p{L}\\p{N} ._/()（）·-]{1,64}");

  private AccountRules() {}

  /** Refuses a name that is not 2 to 32 small letters, digits, {@code . _ -}. */
  static void mustBeName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refused.fields(
          List.of(
              new FieldError("/name", Code.FIELD_VALUE, "账户名为 2 至 32 个小写字母、数字、点、横线或下划线，以字母开头")));
    }
  }

  /** Refuses roles that must not meet in one person, and a unit that does not fit them. */
  static void mustFit(Set<Role> roles, @Nullable String unit) {
    List<FieldError> errors = new ArrayList<>();
    if (roles.isEmpty()) {
      errors.add(new FieldError("/roles", Code.FIELD_MISSING, "至少一个角色"));
    }
    Set<Role> administrator = both(roles, ADMINISTRATORS);
    if (administrator.size() > 1) {
      errors.add(new FieldError("/roles", Code.FIELD_VALUE, "系统、安全、审计管理员不得由同一账户兼任"));
    }
    if (!administrator.isEmpty() && !both(roles, BUSINESS).isEmpty()) {
      errors.add(new FieldError("/roles", Code.FIELD_VALUE, "管理员不得兼任业务角色"));
    }
    if (!both(roles, OF_A_UNIT).isEmpty() && unit == null) {
      errors.add(new FieldError("/unit", Code.FIELD_MISSING, "窗口人员和科室经办人必须属于一个单位"));
    }
    // The pattern counts signs, the columns that take the unit count UTF-16 units.
    if (unit != null && (unit.length() > LONGEST_UNIT || !UNIT.matcher(unit).matches())) {
      errors.add(FieldError.of("/unit", Code.FIELD_VALUE));
    }
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
  }

  /** Refuses a state in which nobody could administer accounts any more. */
  static void mustKeepSecurity(Accounting next) {
    boolean kept =
        next.accounts().values().stream()
            .anyMatch(a -> !a.disabled() && a.roles().contains(Role.SECURITY));
    if (!kept) {
      throw Refused.because(Code.ROLE_REQUIRED, "至少保留一个可用的安全管理员账户");
    }
  }

  private static Set<Role> both(Set<Role> some, Set<Role> others) {
    Set<Role> both = EnumSet.noneOf(Role.class);
    both.addAll(some);
    both.retainAll(others);
    return both;
  }
}
