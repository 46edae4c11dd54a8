package org.hutong.gateway.support;

import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gateway's file of settings, each name known and each value within its bounds. */
public final class SettingsFile {
  /** A setting that cannot be; {@code property} names it. */
  public static final class Wrong extends Exception {
    private final String property;

    /** A sentence for the log. */
    public Wrong(String property, String reason) {
      super(reason);
      this.property = property;
    }

    /** The property's name in the file. */
    public String property() {
      return property;
    }
  }

  private final Dictionary<String, ?> values;

  /** Takes what Config Admin gives, and no name but {@code own}. */
  public SettingsFile(Dictionary<String, ?> values, Set<String> own) throws Wrong {
    this.values = values;
    for (Enumeration<String> names = values.keys(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      // Names of Config Admin, Felix and Karaf come along with ours.
      boolean foreign = name.startsWith("service.") || name.startsWith("felix.");
      if (!foreign && !name.startsWith("org.apache.karaf.") && !own.contains(name)) {
        throw new Wrong(name, "Unknown property; known are " + own);
      }
    }
  }

  /** The text of a property; null when it is missing or blank. */
  public @Nullable String text(String name) {
    Object value = values.get(name);
    return value == null || value.toString().isBlank() ? null : value.toString().trim();
  }

  /** A whole number within its bounds; {@code none} when it is missing. */
  public int number(String name, int none, int min, int max) throws Wrong {
    Object value = values.get(name);
    if (value == null) {
      return none;
    }
    try {
      int number = Integer.parseInt(value.toString().trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Wrong(name, "Not a whole number from " + min + " to " + max);
    }
    throw new Wrong(name, "Not a whole number from " + min + " to " + max);
  }
}
