package org.hutong.gateway.console.internal;

import org.apache.karaf.shell.api.action.Option;
import org.jspecify.annotations.Nullable;

/** A command that lists page by page. */
public abstract class PagedCommand extends ConsoleCommand {
  private static final int USUAL_LIMIT = 50;

  @Option(name = "--limit", description = "最多条数，1 至 500，默认 50 (at most that many, 50 by default)")
  private int limit = USUAL_LIMIT;

  @Option(name = "--after", description = "上一页给出的游标 (cursor of the page before)")
  private @Nullable String after;

  /** The size of the page. */
  protected final int limit() {
    return Inputs.limit(limit);
  }

  /** Where the page begins; null for the first. */
  protected final @Nullable String after() {
    return after;
  }
}
