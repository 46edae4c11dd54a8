package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.BundleFile;
import org.hutong.harness.proof.addon.AddOnActivator;
import org.hutong.harness.proof.addon.AddOnFactory;
import org.hutong.harness.proof.addon.Note;

/**
 * A module made here, in two versions and in a third that does not come up, in one of the forms
 * that the appliance takes. Its classes have names of its own.
 */
final class AddOn {
  /** How a module is made. */
  private enum Form {
    /** A bundle with a Blueprint. */
    BLUEPRINT,
    /** The same with a service of its own. */
    SERVICE,
    /** A bundle with an activator. */
    ACTIVATOR,
    /** An archive of one bundle. */
    ARCHIVE,
    /** An archive of two bundles; one waits for the service of the other. */
    TWO_BUNDLES
  }

  private static final String PACKAGE = "org.hutong.harness.proof.";
  private static final String TEMPLATE = "addon";
  private static final String NOTE =
      "<bean id=\"note\" class=\"%s.Note\"><argument value=\"%s\"/></bean>";
  private static final String PUBLISHED =
      """
      <service ref="note" interface="java.util.function.Supplier">
        <service-properties><entry key="add-on" value="%s"/></service-properties>
      </service>
      """;
  private static final String REFERENCE =
      "<reference id=\"note\" interface=\"java.util.function.Supplier\" filter=\"(add-on=%s)\"/>";

  private final String id;
  private final Form form;
  private final List<String> versions;
  private final String bad;
  private final Path folder;

  private AddOn(int number, Path folder) {
    this.id = "mod%02d".formatted(number);
    this.form = Form.values()[number % Form.values().length];
    // For a small step of the version Karaf updates a bundle in its place.
    boolean small = number / Form.values().length % 2 == 0;
    this.versions = List.of("1.0.0", small ? "1.0.1" : "1.1.0");
    this.bad = small ? "1.0.2" : "1.2.0";
    this.folder = folder;
  }

  /** So many modules, with their files in that folder. */
  static List<AddOn> make(int count, Path folder) throws IOException {
    List<AddOn> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AddOn addOn = new AddOn(i, folder);
      for (String version : addOn.versions) {
        addOn.write(version, true);
      }
      addOn.write(addOn.bad, false);
      made.add(addOn);
    }
    return made;
  }

  private void write(String version, boolean good) throws IOException {
    BundleFile bundle = BundleFile.named(name(), version).type(AddOnFactory.class, "$AddOn");
    switch (form) {
      case ACTIVATOR -> activated(bundle, good);
      case TWO_BUNDLES -> bundle.factory(id, bean(good), REFERENCE.formatted(id));
      case SERVICE -> bundle.factory(id, bean(good), note() + PUBLISHED.formatted(id));
      default -> bundle.factory(id, bean(good), note());
    }
    if (form == Form.TWO_BUNDLES) {
      own(bundle).archiveIn(folder, own(noteBundle(version)));
    } else {
      bundle.type(Note.class);
      if (form == Form.ARCHIVE) {
        own(bundle).archiveIn(folder);
      } else {
        own(bundle).in(folder);
      }
    }
  }

  private void activated(BundleFile bundle, boolean good) throws IOException {
    bundle
        .type(AddOnActivator.class)
        .imports("org.osgi.framework")
        .header("Bundle-Activator", PACKAGE + id + ".AddOnActivator");
    if (good) {
      bundle.header("Add-On", id);
    }
  }

  private BundleFile noteBundle(String version) throws IOException {
    return BundleFile.named(name() + ".note", version)
        .type(Note.class)
        .blueprint(
            "<blueprint xmlns=\"http://www.osgi.org/xmlns/blueprint/v1.0.0\">"
                + note()
                + PUBLISHED.formatted(id)
                + "</blueprint>");
  }

  private BundleFile own(BundleFile bundle) {
    return bundle.renamed("/" + TEMPLATE + "/", "/" + id + "/");
  }

  private String note() {
    return NOTE.formatted(PACKAGE + id, id);
  }

  private String bean(boolean good) {
    return "class=\"%s\" destroy-method=\"close\"><argument ref=\"note\"/>"
        .formatted(good ? factory() : PACKAGE + id + ".Missing");
  }

  /** What it is called. */
  String name() {
    return "org.example." + id;
  }

  /** The class of its factory. */
  String factory() {
    return PACKAGE + id + ".AddOnFactory";
  }

  /** All its classes that live as long as it does. */
  List<String> classes() {
    return List.of(factory(), PACKAGE + id + ".Note", PACKAGE + id + ".AddOnActivator");
  }

  /** The versions that come up. */
  List<String> versions() {
    return versions;
  }

  /** The version that does not. */
  String bad() {
    return bad;
  }

  /** The file of a version. */
  Path file(String version) {
    boolean archive = form == Form.ARCHIVE || form == Form.TWO_BUNDLES;
    return folder.resolve(name() + "-" + version + (archive ? ".kar" : ".jar")).toAbsolutePath();
  }

  /** Declares a system for it, so that its health is asked and its lane held. */
  void connect(Path systems) throws IOException {
    Files.writeString(
        Files.createDirectories(systems.resolve(id)).resolve("system.yaml"),
        "id: %s\nname: 示例(虚构) %s\nowner: 示例(虚构)\ntechnology: %s\n".formatted(id, id, id));
  }

  @Override
  public String toString() {
    return name() + " (" + form + ")";
  }
}
