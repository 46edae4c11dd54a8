package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.CoreCheck;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges modules by a distribution that does not run yet, as its first start would find them. */
final class FitCheck {
  private static final Logger LOG = LoggerFactory.getLogger(FitCheck.class);

  private final Shelf shelf;
  private final Surroundings running;
  private final ModuleLimits limits;

  FitCheck(Shelf shelf, Surroundings running, ModuleLimits limits) {
    this.shelf = shelf;
    this.running = running;
    this.limits = limits;
  }

  /**
   * Changes nothing.
   *
   * @param file null: every module that should run here
   */
  CoreCheck check(Path home, @Nullable Path file) throws IOException {
    Distribution core = read(home);
    List<CoreCheck.Fit> fits = new ArrayList<>();
    if (file != null) {
      fits.add(judge(file, core));
    } else {
      for (Desired.Versions versions : new TreeMap<>(shelf.desired().modules()).values()) {
        fits.add(judge(versions.current(), core));
      }
    }
    return new CoreCheck(core.version(), fits);
  }

  private Distribution read(Path home) {
    try {
      return Distribution.read(home, running);
    } catch (IOException e) {
      LOG.info("{} is no whole distribution", home, e);
      throw Refused.because(Code.MODULE_REFUSED, home + " 不是完整的、已解压的安装目录：" + e.getMessage());
    }
  }

  private CoreCheck.Fit judge(Path file, Distribution core) throws IOException {
    Findings findings = new Findings();
    String shown = String.valueOf(file.getFileName());
    if (!Files.isReadable(file)) {
      findings.add("没有可读的文件 " + shown);
      return fit(shown, "", findings, List.of());
    }
    ModuleReader reader = new ModuleReader(limits, core);
    Optional<ModuleForm> form = reader.read(file, shown, shelf.folder().staging(), findings);
    if (form.isEmpty()) {
      return fit(shown, "", findings, List.of());
    }
    Kept kept = ModuleFolder.describe(form.get(), OffsetDateTime.MIN);
    names(kept, core, findings);
    return fit(kept.name(), kept.version(), findings, notes(kept, core));
  }

  private CoreCheck.Fit judge(Kept kept, Distribution core) throws IOException {
    Findings findings = new Findings();
    if (shelf.folder().intact(kept)) {
      BundleCheck bundles = new BundleCheck(new Archives(limits), core);
      for (String jar : kept.jars()) {
        bundles.read(shelf.folder().of(kept).resolve(jar), jar, findings);
      }
    } else {
      findings.add(ModuleStart.CHANGED);
    }
    for (FeatureRef each : kept.features()) {
      if (core.feature(each.name()).isEmpty()) {
        findings.add(KarafFeatures.missing(kept, each));
      }
    }
    names(kept, core, findings);
    return fit(kept.name(), kept.version(), findings, notes(kept, core));
  }

  private static void names(Kept kept, Distribution core, Findings findings) {
    kept.symbolicNames().stream()
        .filter(core::installed)
        .filter(each -> !each.equals(kept.name()) || core.builtIn(each).isEmpty())
        .forEach(each -> findings.add("其中已有同名的 " + each + "，它不属于该模块"));
  }

  private static List<String> notes(Kept kept, Distribution core) {
    return core.builtIn(kept.name())
        .map(brought -> List.of(note(brought, Version.parseVersion(kept.version()))))
        .orElse(List.of());
  }

  private static String note(Version brought, Version kept) {
    int order = brought.compareTo(kept);
    return order == 0
        ? "它随机附带同一版本，升级后请移除模块"
        : "它随机附带 " + brought + (order > 0 ? "，比模块新；" : "；") + "升级后仍由模块接管，不再需要时请移除";
  }

  private static CoreCheck.Fit fit(
      String name, String version, Findings findings, List<String> notes) {
    return new CoreCheck.Fit(name, version, findings.none(), findings.sentences(), notes);
  }
}
