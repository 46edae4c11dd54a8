package org.hutong.core.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.CsvFile.Row;
import org.hutong.core.rules.Fault;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The purposes of {@code catalogue/purposes.csv}. Until a good file was read there are none, and
 * everything stays masked; a wrong file leaves the old ones in force.
 */
public final class Purposes {
  private static final String NAME = "catalogue/purposes.csv";
  private static final List<String> HEADER =
      List.of("code", "name", "roles", "basis", "needsCase", "sight");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{1,31}");

  private final Path file;
  private volatile Map<String, Purpose> inForce = Map.of();

  /** Those of {@code <config>/catalogue/purposes.csv}; {@link #load} reads them. */
  public Purposes(Path config) {
    this.file = config.resolve(NAME);
  }

  /** Reads the file; takes effect only when nothing is wrong. */
  public List<Fault> load() {
    List<Fault> faults = new ArrayList<>();
    Map<String, Purpose> read = read(faults);
    if (Fault.wrong(faults) == 0) {
      inForce = Collections.unmodifiableMap(read);
    }
    return faults;
  }

  /** What is wrong with the file; nothing takes effect. */
  public List<Fault> check() {
    List<Fault> faults = new ArrayList<>();
    read(faults);
    return faults;
  }

  private Map<String, Purpose> read(List<Fault> faults) {
    Map<String, Purpose> read = new LinkedHashMap<>();
    for (Row row : CsvFile.read(file, NAME, HEADER, faults)) {
      Purpose purpose = purpose(row, faults);
      if (read.putIfAbsent(purpose.code(), purpose) != null) {
        faults.add(new Fault(NAME, row.line(), "code", "用途代码重复"));
      }
    }
    if (Fault.wrong(faults) == 0 && read.isEmpty()) {
      faults.add(new Fault(NAME, 0, "", "没有任何用途"));
    }
    return read;
  }

  private static Purpose purpose(Row row, List<Fault> faults) {
    String code = row.cell(0);
    if (!CODE.matcher(code).matches()) {
      faults.add(new Fault(NAME, row.line(), "code", "应为大写字母、数字和下划线"));
    }
    required(row, 1, faults);
    required(row, 3, faults);
    Set<Role> roles = roles(row, faults);
    boolean needsCase = oneOf(row, 4, "true", "false", faults);
    boolean clear = oneOf(row, 5, "CLEAR", "MASKED", faults);
    if (clear && !Clearances.mayBeClear(roles)) {
      faults.add(new Fault(NAME, row.line(), "sight", "所列角色中有只能看到脱敏内容的角色"));
    }
    return new Purpose(code, row.cell(1), roles, row.cell(3), needsCase, clear);
  }

  private static Set<Role> roles(Row row, List<Fault> faults) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    Arrays.stream(row.cell(2).split(" "))
        .filter(name -> !name.isEmpty())
        .forEach(
            name ->
                Role.of(name)
                    .ifPresentOrElse(
                        roles::add,
                        () -> faults.add(new Fault(NAME, row.line(), "roles", "没有这个角色：" + name))));
    if (roles.isEmpty()) {
      faults.add(new Fault(NAME, row.line(), "roles", "至少一个角色"));
    }
    return roles;
  }

  private static void required(Row row, int column, List<Fault> faults) {
    if (row.cell(column).isBlank()) {
      faults.add(new Fault(NAME, row.line(), HEADER.get(column), "不能为空"));
    }
  }

  private static boolean oneOf(Row row, int column, String yes, String no, List<Fault> faults) {
    String cell = row.cell(column);
    if (!cell.equals(yes) && !cell.equals(no)) {
      faults.add(new Fault(NAME, row.line(), HEADER.get(column), "应为 " + yes + " 或 " + no));
    }
    return cell.equals(yes);
  }

  /** All purposes, in the file's order. */
  public Collection<Purpose> all() {
    return inForce.values();
  }

  /** The purpose of that code. */
  public Optional<Purpose> purpose(String code) {
    return Optional.ofNullable(inForce.get(code));
  }

  /** Whether one of the caller's roles may use the purpose. */
  public boolean allowed(Caller caller, String code) {
    return purpose(code).filter(p -> p.roles().stream().anyMatch(caller::is)).isPresent();
  }

  /** Whether the purpose lets this caller see anything in clear, unit aside. */
  public boolean unmasked(Caller caller, String code) {
    return allowed(caller, code)
        && Clearances.mayBeClear(caller)
        && purpose(code).filter(Purpose::clear).isPresent();
  }

  /**
   * The purpose, if this caller may use it.
   *
   * @throws Refused PURPOSE_REQUIRED for null, PURPOSE_UNKNOWN or PURPOSE_NOT_ALLOWED
   */
  public Purpose required(Caller caller, @Nullable String code) {
    if (code == null || code.isBlank()) {
      throw Refused.because(Code.PURPOSE_REQUIRED);
    }
    Purpose purpose = purpose(code).orElseThrow(() -> Refused.because(Code.PURPOSE_UNKNOWN));
    if (!allowed(caller, code)) {
      throw Refused.because(Code.PURPOSE_NOT_ALLOWED);
    }
    return purpose;
  }

  /**
   * What the caller sees of a case; see {@link Clearances} for the rule.
   *
   * @param code a purpose code; null: none given
   * @param units the unit that owns the case and the units of its steps
   * @param open whether the case is open; a purpose that needs an open case shows nothing in clear
   *     of another
   * @throws Refused PURPOSE_UNKNOWN or PURPOSE_NOT_ALLOWED
   */
  public Clearance clearance(
      Caller caller, @Nullable String code, Set<String> units, boolean open) {
    Optional<Purpose> purpose =
        code == null ? Optional.empty() : Optional.of(required(caller, code));
    return Clearances.of(caller, purpose, units, open);
  }
}
