package org.hutong.gateway.console.internal;

import java.util.Collection;
import java.util.List;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * What a command gives: the same as a JSON document and as text.
 *
 * @param failed whether the command ends with a status other than 0
 * @param name what the log calls it
 */
public record Answer(Object document, String words, boolean failed, String name) {
  /** A list as JSON; {@code next} is null on the last page. */
  public record Listing(List<?> items, @Nullable Cursor next) {}

  /** Text and its document. */
  public static Answer of(Object document, String words) {
    return new Answer(document, words, false, "answer");
  }

  /** Facts of one thing. */
  public static Answer of(Object document, Facts facts) {
    return of(document, facts.text());
  }

  /** A list that comes whole. */
  public static Answer list(Collection<?> items, Table table) {
    return of(new Listing(List.copyOf(items), null), table.text());
  }

  /** One page of a list; the cursor of the next stands below the table. */
  public static Answer page(Page<?> page, Table table) {
    String more = page.next() == null ? "" : "\n下一页 (next page): --after " + page.next().value();
    return of(new Listing(page.items(), page.next()), table.text() + more);
  }

  /** The same, as the answer of a command that did not come to a good end. */
  public Answer failedIf(boolean condition) {
    return condition ? new Answer(document, words, true, name) : this;
  }

  /** What is printed. */
  String text(boolean json) {
    return json ? Json.text(document) : words;
  }

  /** Never its content. */
  @Override
  public String toString() {
    return "Answer[" + name + "]";
  }
}
