package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.hutong.core.systems.modules.ModuleForm.BundleForm;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Judges one bundle of a module by its manifest and the classes it brings. */
final class BundleCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/");
  private static final String OURS = "org.hutong.";
  private static final List<String> OURS_OPEN = List.of("org.hutong.kernel", "org.hutong.adapter");
  private static final String SERVICE = "osgi.service";

  private final Archives archives;
  private final Surroundings surroundings;

  BundleCheck(Archives archives, Surroundings surroundings) {
    this.archives = archives;
    this.surroundings = surroundings;
  }

  /** Empty when it has no name and version to speak of; other faults stand in the findings. */
  Optional<BundleForm> read(Path file, String shown, Findings findings) throws IOException {
    List<String> entries = archives.inspect(file, shown, findings);
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest;
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      manifest = jar.getManifest();
    } catch (ZipException e) {
      findings.add(shown + " 不是完好的压缩文件");
      return Optional.empty();
    }
    if (manifest == null) {
      findings.add(shown + " 没有清单 META-INF/MANIFEST.MF");
      return Optional.empty();
    }
    Attributes main = manifest.getMainAttributes();
    Optional<BundleForm> form = identity(main, file, shown, findings);
    if (form.isPresent()) {
      String name = form.get().symbolicName();
      forbidden(main, name, findings);
      exports(main, name, findings);
      capabilities(main, name, findings);
      imports(main, name, findings);
      contents(entries, name, findings);
    }
    return form;
  }

  private static Optional<BundleForm> identity(
      Attributes main, Path file, String shown, Findings findings) {
    List<Clause> names = Clause.of(main.getValue(Constants.BUNDLE_SYMBOLICNAME));
    if (names.size() != 1 || !NAME.matcher(names.get(0).path()).matches()) {
      findings.add(shown + " 的 Bundle-SymbolicName 缺少或不符合要求");
      return Optional.empty();
    }
    if (!"2".equals(main.getValue(Constants.BUNDLE_MANIFESTVERSION))) {
      findings.add(shown + " 的 Bundle-ManifestVersion 必须是 2");
      return Optional.empty();
    }
    String text = main.getValue(Constants.BUNDLE_VERSION);
    try {
      Version version = Version.parseVersion(text);
      if (text == null || version.equals(Version.emptyVersion)) {
        findings.add(shown + " 缺少 Bundle-Version");
        return Optional.empty();
      }
      return Optional.of(new BundleForm(names.get(0).path(), version, file));
    } catch (IllegalArgumentException e) {
      findings.add(shown + " 的 Bundle-Version 不符合要求");
      return Optional.empty();
    }
  }

  private static void forbidden(Attributes main, String name, Findings findings) {
    for (String header :
        List.of(
            Constants.FRAGMENT_HOST,
            Constants.DYNAMICIMPORT_PACKAGE,
            Constants.REQUIRE_BUNDLE,
            Constants.EXTENSION_BUNDLE_ACTIVATOR)) {
      String value = main.getValue(header);
      if (value != null) {
        List<String> paths = Clause.of(value).stream().map(Clause::path).toList();
        findings.add(name + " 不得使用 " + header + "：" + String.join("、", paths));
      }
    }
  }

  private void exports(Attributes main, String name, Findings findings) {
    for (Clause export : Clause.of(main.getValue(Constants.EXPORT_PACKAGE))) {
      List<String> importers =
          surroundings.importers(export.path()).stream()
              .filter(each -> !each.equals(name))
              .toList();
      importers.forEach(findings::wouldRefresh);
      findings.add(
          name
              + " 不得导出包 "
              + export.path()
              + (importers.isEmpty() ? "" : "，会使 " + String.join("、", importers) + " 重新装配"));
    }
  }

  private static void capabilities(Attributes main, String name, Findings findings) {
    for (Clause capability : Clause.of(main.getValue(Constants.PROVIDE_CAPABILITY))) {
      if (!capability.path().equals(SERVICE)) {
        findings.add(name + " 不得提供能力 " + capability.path());
      }
    }
  }

  private void imports(Attributes main, String name, Findings findings) {
    for (Clause imported : Clause.of(main.getValue(Constants.IMPORT_PACKAGE))) {
      String wanted = imported.path();
      if (wanted.startsWith(OURS) && !OURS_OPEN.contains(wanted)) {
        findings.add(name + " 不得引用包 " + wanted + "，接入插件只能引用 " + String.join("、", OURS_OPEN));
        continue;
      }
      String range = imported.attributes().getOrDefault(Constants.VERSION_ATTRIBUTE, "0.0.0");
      try {
        if (!imported.optional() && !surroundings.exported(wanted, new VersionRange(range))) {
          findings.add(name + " 引用的包 " + wanted + "（版本 " + range + "）没有提供者");
        }
      } catch (IllegalArgumentException e) {
        findings.add(name + " 引用包 " + wanted + " 的版本范围不符合要求");
      }
    }
  }

  private void contents(List<String> entries, String name, Findings findings) {
    TreeSet<String> brought = new TreeSet<>();
    for (String entry : entries) {
      String path = VERSIONED.matcher(entry).replaceFirst("");
      int slash = path.lastIndexOf('/');
      if (slash > 0 && path.endsWith(".class")) {
        brought.add(path.substring(0, slash).replace('/', '.'));
      }
    }
    brought.retainAll(surroundings.contractPackages());
    if (!brought.isEmpty()) {
      findings.add(name + " 不得自带平台的包 " + String.join("、", brought));
    }
  }
}
