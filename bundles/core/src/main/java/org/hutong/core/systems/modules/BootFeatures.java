package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Version;

/**
 * The features that a distribution boots, with all that they name, read from its files as Karaf's
 * features service would: of several versions of a feature the highest, and what is conditional
 * where its conditions are met.
 */
final class BootFeatures {

  /** A feature with the locations of its bundles; {@code conditions} is empty for a plain one. */
  record Found(
      String name,
      String version,
      List<String> conditions,
      List<String> bundles,
      List<String> features) {}

  private final Map<String, Found> known = new HashMap<>();
  private final List<Found> conditional = new ArrayList<>();

  private BootFeatures() {}

  /**
   * Reads every features file below the folder.
   *
   * @param boot names of what is booted
   * @return the features that will be installed, by name
   */
  static Map<String, Found> of(Path system, List<String> boot) throws IOException {
    BootFeatures features = new BootFeatures();
    try (Stream<Path> files = Files.walk(system)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
        features.read(file);
      }
    }
    return features.closure(boot);
  }

  private Map<String, Found> closure(List<String> boot) {
    Map<String, Found> closure = new LinkedHashMap<>();
    Deque<String> wanted = new ArrayDeque<>(boot);
    Set<Found> met = new LinkedHashSet<>();
    while (!wanted.isEmpty()) {
      Found feature = known.get(wanted.pop());
      if (feature != null && closure.putIfAbsent(feature.name(), feature) == null) {
        wanted.addAll(feature.features());
      }
      if (wanted.isEmpty()) {
        conditional.stream()
            .filter(each -> closure.containsKey(each.name()))
            .filter(each -> closure.keySet().containsAll(each.conditions()))
            .filter(met::add)
            .forEach(each -> wanted.addAll(each.features()));
      }
    }
    met.forEach(each -> closure.computeIfPresent(each.name(), (name, found) -> both(found, each)));
    return closure;
  }

  private static Found both(Found feature, Found more) {
    List<String> bundles = new ArrayList<>(feature.bundles());
    bundles.addAll(more.bundles());
    return new Found(
        feature.name(), feature.version(), List.of(), List.copyOf(bundles), feature.features());
  }

  private void read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      int event = reader.next();
      while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.DTD) {
        event = reader.next();
      }
      // Other files lie there too, such as the web server's, which has a document type.
      if (event == XMLStreamConstants.DTD || !reader.getLocalName().equals("features")) {
        return;
      }
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals("feature")) {
          feature(reader);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file.getFileName() + " is no features file", e);
    }
  }

  private void feature(XMLStreamReader reader) throws XMLStreamException {
    String name = reader.getAttributeValue(null, "name");
    String version = clean(reader.getAttributeValue(null, "version"));
    Found feature = content(reader, name, version);
    known.merge(name, feature, (one, other) -> compare(one, other) < 0 ? other : one);
  }

  private static int compare(Found one, Found other) {
    return Version.parseVersion(one.version()).compareTo(Version.parseVersion(other.version()));
  }

  /** Reads to the end of a feature, or of a conditional inside it. */
  private Found content(XMLStreamReader reader, String name, String version)
      throws XMLStreamException {
    List<String> conditions = new ArrayList<>();
    List<String> bundles = new ArrayList<>();
    List<String> features = new ArrayList<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      switch (reader.getLocalName()) {
        case "bundle" -> bundles.add(reader.getElementText().strip());
        case "feature" -> features.add(reader.getElementText().strip());
        case "condition" -> conditions.add(reader.getElementText().strip());
        case "conditional" -> conditional.add(content(reader, name, version));
        default -> skip(reader);
      }
    }
    return new Found(name, version, conditions, bundles, features);
  }

  private static void skip(XMLStreamReader reader) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** Karaf's own way with Maven's versions. */
  private static String clean(String version) {
    return version == null ? "0.0.0" : version.replace('-', '.');
  }
}
