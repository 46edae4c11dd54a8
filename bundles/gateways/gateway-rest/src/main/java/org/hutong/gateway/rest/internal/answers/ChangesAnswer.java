package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;

/** A page of the change feed; {@code next} is always the cursor to go on with. */
public record ChangesAnswer(String street, List<Change> items, String next, boolean more) {
  /** In the shape of every list. */
  public static ChangesAnswer of(ChangePage page) {
    return new ChangesAnswer(page.street(), page.changes(), page.next(), page.more());
  }
}
