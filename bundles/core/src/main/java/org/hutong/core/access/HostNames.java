package org.hutong.core.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/** What a server's certificate may name: host names and addresses. */
final class HostNames {
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(?=.)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F]*(:[0-9a-fA-F]{0,4}){2,7}");
  private static final int MOST = 50;

  private HostNames() {}

  static boolean isAddress(String name) {
    return V4.matcher(name).matches() || V6.matcher(name).matches();
  }

  /** The common name first, then the others, each once; all that is wrong is said at once. */
  static List<String> checked(String commonName, List<String> others) {
    List<FieldError> errors = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    check("/commonName", commonName, names, errors);
    for (int i = 0; i < others.size(); i++) {
      check("/alternativeNames/" + i, others.get(i), names, errors);
    }
    if (names.size() > MOST) {
      errors.add(FieldError.of("/alternativeNames", Code.FIELD_TOO_LONG));
    }
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
    return List.copyOf(names);
  }

  private static void check(
      String pointer, String name, Set<String> names, List<FieldError> errors) {
    if (isAddress(name) || NAME.matcher(name).matches()) {
      names.add(name);
    } else {
      errors.add(new FieldError(pointer, Code.FIELD_VALUE, "应为主机名或 IP 地址"));
    }
  }
}
