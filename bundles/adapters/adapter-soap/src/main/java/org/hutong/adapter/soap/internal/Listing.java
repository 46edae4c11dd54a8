package org.hutong.adapter.soap.internal;

import java.util.List;
import java.util.Map;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;

/**
 * How records are fetched: one call a page, linked by the system's own cursor.
 *
 * @param content the request, with {@code {cursor}} in its texts
 * @param rows a JSON Pointer to the list
 * @param key the field that is the record's key
 * @param fields the only ones taken; empty: all
 * @param cursor a JSON Pointer to the next cursor
 */
record Listing(
    String element,
    String action,
    Map<String, Object> content,
    String rows,
    String key,
    List<String> fields,
    String cursor) {

  static Listing read(Settings settings) throws InvalidConfig {
    Listing listing =
        new Listing(
            SoapSettings.element(settings),
            SoapSettings.action(settings),
            Settings.asMap(settings.pathOf("content"), settings.tree("content").orElse(Map.of())),
            SoapSettings.pointer(settings, "rows", settings.required("rows")),
            settings.required("key"),
            settings.texts("fields"),
            SoapSettings.pointer(settings, "cursor", settings.required("cursor")));
    settings.done();
    if (!listing.content().toString().contains("{cursor}")) {
      throw settings.wrong("content", "须以 {cursor} 给出游标");
    }
    return listing;
  }
}
