package org.hutong.core.catalogue;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.InvalidValue;

/** {@code format: citizen-id}: 18 characters, canonical, with a right check character. */
final class CitizenIdFormat implements Format {
  static final String NAME = "citizen-id";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean matches(ExecutionContext context, String value) {
    try {
      return new CitizenId(value).number().equals(value);
    } catch (InvalidValue e) {
      return false;
    }
  }
}
