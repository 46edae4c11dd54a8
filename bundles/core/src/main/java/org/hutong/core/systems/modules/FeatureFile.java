package org.hutong.core.systems.modules;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The features file of a module: one feature of bundles and names of installed features, and
 * nothing else of what Karaf would do for a feature.
 */
record FeatureFile(String name, List<String> bundles, List<String> features) {
  private static final Set<String> BUNDLE_ATTRIBUTES = Set.of();
  private static final Set<String> FEATURE_ATTRIBUTES =
      Set.of("name", "version", "description", "details");

  static Optional<FeatureFile> read(byte[] xml, String shown, Findings findings) {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      return new Walk(shown, findings).file(reader);
    } catch (XMLStreamException e) {
      findings.add(shown + " 不是格式正确的 features 文件");
      return Optional.empty();
    }
  }

  /** One walk through a file; depth tells the root, the features, and what stands in a feature. */
  private static final class Walk {
    private final String shown;
    private final Findings findings;
    private final List<String> bundles = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Walk(String shown, Findings findings) {
      this.shown = shown;
      this.findings = findings;
    }

    Optional<FeatureFile> file(XMLStreamReader reader) throws XMLStreamException {
      int depth = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          findings.add(shown + " 不得含有 DTD");
          return Optional.empty();
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        } else if (event == XMLStreamConstants.START_ELEMENT) {
          // Text elements are read to their end; all others only count.
          if (!element(reader, depth)) {
            depth++;
          }
        }
      }
      if (names.size() != 1) {
        findings.add(shown + " 必须恰好含有一个 feature，现有 " + names.size() + " 个");
        return Optional.empty();
      }
      if (bundles.isEmpty()) {
        findings.add(shown + " 没有列出安装包");
        return Optional.empty();
      }
      return Optional.of(new FeatureFile(names.get(0), bundles, features));
    }

    private boolean element(XMLStreamReader reader, int depth) throws XMLStreamException {
      String element = reader.getLocalName();
      if (depth == 0 && element.equals("features")) {
        return false;
      }
      if (depth == 1 && element.equals("feature")) {
        attributes(reader, FEATURE_ATTRIBUTES);
        String name = reader.getAttributeValue(null, "name");
        names.add(name == null ? shown : name);
        return false;
      }
      if (depth == 2 && element.equals("bundle")) {
        attributes(reader, BUNDLE_ATTRIBUTES);
        bundles.add(reader.getElementText().strip());
        return true;
      }
      if (depth == 2 && element.equals("feature")) {
        attributes(reader, Set.of("version"));
        features.add(reader.getElementText().strip());
        return true;
      }
      if (depth == 2 && element.equals("details")) {
        reader.getElementText();
        return true;
      }
      findings.add(shown + " 不得含有 <" + element + ">");
      return false;
    }

    private void attributes(XMLStreamReader reader, Set<String> allowed) {
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        String attribute = reader.getAttributeLocalName(i);
        if (!allowed.contains(attribute)) {
          findings.add(shown + " 的 <" + reader.getLocalName() + "> 不得使用属性 " + attribute);
        }
      }
    }
  }
}
