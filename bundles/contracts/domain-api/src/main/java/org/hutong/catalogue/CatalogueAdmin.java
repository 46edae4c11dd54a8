package org.hutong.catalogue;

import java.util.List;
import org.hutong.access.Caller;
import org.hutong.catalogue.Catalogue.Finding;

/**
 * Looks after the files of the catalogue; for {@code admin} and {@code street-it}. Both methods
 * throw {@link org.hutong.problem.Refused} for anybody else, and stand in the audit trail with what
 * came of them.
 */
public interface CatalogueAdmin {
  /** Checks the files without taking them into force. */
  List<Finding> check(Caller caller);

  /** Takes the files into force if nothing is wrong with them; else changes nothing. */
  List<Finding> load(Caller caller);
}
