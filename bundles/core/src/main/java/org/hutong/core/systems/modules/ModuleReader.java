package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.hutong.core.systems.modules.ModuleForm.BundleForm;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;

/**
 * Reads a module file, a bundle ({@code .jar}) or an archive of one features file and its bundles
 * ({@code .kar}), and judges its form. Nothing of it is run, and the framework is not told of it.
 */
final class ModuleReader {
  private static final Pattern MVN =
      Pattern.compile("mvn:([\\w.-]+)/([\\w.-]+)/([\\w.-]+)(?:/jar(?:/([\\w.-]+))?)?");
  private static final int MOST_BUNDLES = 8;

  private final Archives archives;
  private final BundleCheck bundles;
  private final Surroundings surroundings;

  ModuleReader(ModuleLimits limits, Surroundings surroundings) {
    this.archives = new Archives(limits);
    this.bundles = new BundleCheck(archives, surroundings);
    this.surroundings = surroundings;
  }

  /**
   * Reads the file.
   *
   * @param shown the name of the file as the person gave it
   * @param folder where the bundles of an archive are unpacked
   * @return empty when there is no name and version to speak of; then the findings say why
   */
  Optional<ModuleForm> read(Path file, String shown, Path folder, Findings findings)
      throws IOException {
    if (shown.endsWith(".kar")) {
      return archive(file, shown, folder, findings);
    }
    if (!shown.endsWith(".jar")) {
      findings.add(shown + " 不是 .jar 或 .kar 文件");
      return Optional.empty();
    }
    return bundles
        .read(file, shown, findings)
        .map(bundle -> new ModuleForm(List.of(bundle), List.of()));
  }

  private Optional<ModuleForm> archive(Path file, String shown, Path folder, Findings findings)
      throws IOException {
    List<String> names = archives.inspect(file, shown, findings);
    List<String> files = names.stream().filter(name -> !name.startsWith("META-INF/")).toList();
    List<String> features = files.stream().filter(name -> name.endsWith(".xml")).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (features.size() != 1) {
      findings.add(shown + " 必须恰好含有一个 features 文件，现有 " + features.size() + " 个");
      return Optional.empty();
    }
    files.stream()
        .filter(name -> !name.endsWith(".xml") && !name.endsWith(".jar"))
        .filter(name -> !name.endsWith("/maven-metadata-local.xml"))
        .forEach(name -> findings.add(shown + " 含有不认识的文件 " + name));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Optional<FeatureFile> feature =
          FeatureFile.read(Archives.read(zip, features.get(0)), features.get(0), findings);
      if (feature.isEmpty()) {
        return Optional.empty();
      }
      List<BundleForm> forms = unpack(zip, files, feature.get(), folder, findings);
      List<FeatureRef> refs = installed(feature.get(), findings);
      return forms.isEmpty() ? Optional.empty() : Optional.of(new ModuleForm(forms, refs));
    }
  }

  private List<BundleForm> unpack(
      ZipFile zip, List<String> files, FeatureFile feature, Path folder, Findings findings)
      throws IOException {
    List<BundleForm> forms = new ArrayList<>();
    Set<String> left = new HashSet<>(files.stream().filter(f -> f.endsWith(".jar")).toList());
    if (feature.bundles().size() > MOST_BUNDLES) {
      findings.add(feature.name() + " 的安装包过多，上限 " + MOST_BUNDLES);
      return forms;
    }
    for (String location : feature.bundles()) {
      Optional<String> entry = entryOf(location, files);
      if (entry.isEmpty()) {
        findings.add(feature.name() + " 引用了文件之外的安装包 " + location);
        continue;
      }
      left.remove(entry.get());
      String name = entry.get().substring(entry.get().lastIndexOf('/') + 1);
      Path jar = folder.resolve(forms.size() + "-" + name);
      Archives.unpack(zip, entry.get(), jar);
      bundles.read(jar, name, findings).ifPresent(forms::add);
    }
    left.forEach(entry -> findings.add(feature.name() + " 没有引用其中的 " + entry));
    return forms;
  }

  /** A Maven address means the file the archive holds for it; nothing is ever downloaded. */
  private static Optional<String> entryOf(String location, List<String> files) {
    Matcher mvn = MVN.matcher(location);
    String wanted = location;
    if (mvn.matches()) {
      String classifier = mvn.group(4) == null ? "" : "-" + mvn.group(4);
      wanted =
          mvn.group(1).replace('.', '/')
              + "/"
              + mvn.group(2)
              + "/"
              + mvn.group(3)
              + "/"
              + mvn.group(2)
              + "-"
              + mvn.group(3)
              + classifier
              + ".jar";
    }
    String path = wanted;
    return files.stream()
        .filter(file -> file.equals(path) || file.equals("repository/" + path))
        .findFirst();
  }

  private List<FeatureRef> installed(FeatureFile feature, Findings findings) {
    List<FeatureRef> refs = new ArrayList<>();
    for (String name : feature.features()) {
      Optional<String> version = surroundings.feature(name);
      if (version.isPresent()) {
        refs.add(new FeatureRef(name, version.get()));
      } else {
        findings.add(feature.name() + " 引用了尚未安装的 feature " + name);
      }
    }
    return refs;
  }
}
