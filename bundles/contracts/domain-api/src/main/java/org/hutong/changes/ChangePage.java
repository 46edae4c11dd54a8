package org.hutong.changes;

import java.util.List;

/**
 * A page of changes.
 *
 * @param next the cursor to go on with, also when the page is empty
 * @param more whether another page is there already
 */
public record ChangePage(String street, List<Change> changes, String next, boolean more) {
  /** Copies the list. */
  public ChangePage {
    changes = List.copyOf(changes);
  }
}
