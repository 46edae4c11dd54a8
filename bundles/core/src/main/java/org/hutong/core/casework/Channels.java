package org.hutong.core.casework;

import java.util.Set;
import org.hutong.problem.Code;

/** By which way something came to the street. */
public final class Channels {
  private static final Set<String> KNOWN =
      Set.of("WINDOW", "STATION", "COMMUNITY", "STREET", "HUB", "PHONE", "VISIT", "ONLINE");

  private Channels() {}

  /** The field {@code channel}; without one it was the window. */
  public static String of(Fields fields) {
    String channel = fields.text("channel", 20);
    if (channel == null) {
      return "WINDOW";
    }
    if (!KNOWN.contains(channel)) {
      fields.note("channel", Code.FIELD_VALUE);
    }
    return channel;
  }
}
