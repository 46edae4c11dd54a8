package org.hutong.adapter.rest.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hutong.adapter.support.Trees;

/**
 * A path with places for values, such as {@code /hub/cases/{jlbh}?reason={yy.ms}}. A value is
 * percent-encoded whole, so that none can change the path's form.
 */
record PathTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /**
   * Fills the places.
   *
   * @throws IllegalArgumentException when a value is missing or no single value; names the place
   */
  String fill(Map<String, Object> values) {
    StringBuilder path = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String value = Trees.single(Trees.at(values, place.group(1)));
      // A dot cannot be encoded, and as a whole segment it would climb.
      if (value == null || value.equals(".") || value.equals("..")) {
        throw new IllegalArgumentException(place.group(1));
      }
      place.appendReplacement(path, Matcher.quoteReplacement(encoded(value)));
    }
    place.appendTail(path);
    return path.toString();
  }

  /** Fills the places with texts that may be empty. */
  String with(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement(encoded(values.getOrDefault(place.group(1), ""))));
  }

  /** The names of the places. */
  Set<String> places() {
    return PLACE.matcher(text).results().map(place -> place.group(1)).collect(Collectors.toSet());
  }

  /** The same with a harmless value everywhere, to see whether it makes an address. */
  String sample() {
    return PLACE.matcher(text).replaceAll("x");
  }

  private static String encoded(String value) {
    StringBuilder result = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf((char) (each & 0xff)) >= 0) {
        result.append((char) each);
      } else {
        result.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return result.toString();
  }
}
