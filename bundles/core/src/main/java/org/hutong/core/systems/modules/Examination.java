package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a module file: first by its form, then by what Karaf says its installation would do. */
final class Examination {
  /** What the file is wanted for. */
  enum Purpose {
    CHECK,
    INSTALL,
    UPDATE
  }

  /** A file as far as it could be read; {@code kept} is null when it names no module. */
  record Examined(@Nullable ModuleForm form, @Nullable Kept kept, Findings findings) {}

  private static final int PIECE = 64 << 10;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Shelf shelf;
  private final KarafFeatures features;
  private final Surroundings surroundings;
  private final ModuleReader reader;
  private final ModuleLimits limits;
  private final Clock clock;

  Examination(
      Shelf shelf,
      KarafFeatures features,
      Surroundings surroundings,
      ModuleLimits limits,
      Clock clock) {
    this.shelf = shelf;
    this.features = features;
    this.surroundings = surroundings;
    this.reader = new ModuleReader(limits, surroundings);
    this.limits = limits;
    this.clock = clock;
  }

  /** Reads a copy of the file, so that what was judged is what is installed. */
  Examined examine(Path file, Purpose purpose) throws IOException {
    Findings findings = new Findings();
    Path name = file.getFileName();
    String shown = name == null ? "" : name.toString();
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      findings.add("没有可读的文件 " + shown);
      return new Examined(null, null, findings);
    }
    Path staging = shelf.folder().staging();
    Path copy = staging.resolve("file");
    if (!copied(file, copy)) {
      findings.add(shown + " 超过 " + (limits.fileBytes() >> 20) + " MiB");
      return new Examined(null, null, findings);
    }
    Optional<ModuleForm> form = reader.read(copy, shown, staging, findings);
    if (form.isEmpty()) {
      return new Examined(null, null, findings);
    }
    Kept kept = ModuleFolder.describe(form.get(), OffsetDateTime.now(clock.withZone(ZONE)));
    try {
      place(kept, purpose, findings);
      if (findings.none()) {
        Path trial = staging.resolve(kept.version());
        ModuleFolder.copy(form.get(), kept, trial);
        foresee(kept, trial, findings);
      }
    } catch (ProvisionFailed e) {
      findings.add(kept.name() + " 无法安装：" + e.getMessage());
    }
    return new Examined(form.get(), kept, findings);
  }

  /** Piece by piece: what is once in the heap as a whole has it collected amid people's work. */
  private boolean copied(Path file, Path copy) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = limits.fileBytes();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(copy)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        left -= n;
        if (left < 0) {
          return false;
        }
        out.write(piece, 0, n);
      }
    }
    return true;
  }

  /** Whether there is a place for it: its names are free or its own, its version is new. */
  private void place(Kept kept, Purpose purpose, Findings findings) throws ProvisionFailed {
    String name = kept.name();
    Kept current = shelf.desired().current(name);
    Optional<Target> builtIn = shelf.target(name, null);
    boolean there = current != null || builtIn.isPresent();
    if (there && purpose == Purpose.INSTALL) {
      findings.add("模块 " + name + " 已安装，请用 module-update");
    }
    Set<String> own = new HashSet<>();
    if (current != null) {
      own.addAll(current.symbolicNames());
    } else if (builtIn.isPresent()) {
      own.add(name);
    }
    kept.symbolicNames().stream()
        .filter(each -> !own.contains(each))
        .filter(surroundings::installed)
        .forEach(each -> findings.add("已安装同名的 " + each + "，它不属于该模块"));
    if (kept.symbolicNames().size() != new HashSet<>(kept.symbolicNames()).size()) {
      findings.add(name + " 含有同名的安装包");
    }
    if (current != null && current.version().equals(kept.version())) {
      findings.add(name + " 的版本 " + kept.version() + " 正在运行，新文件须用新的版本号");
    }
    if (builtIn.isPresent() && sameVersion(builtIn.get().version(), kept.version())) {
      findings.add(name + " 的版本 " + kept.version() + " 是随机附带的版本，新文件须用新的版本号");
    }
    Desired.Versions versions = shelf.desired().modules().get(name);
    Kept previous = versions == null ? null : versions.previous();
    if (previous != null
        && previous.version().equals(kept.version())
        && !previous.digest().equals(kept.digest())) {
      findings.add(name + " 的版本 " + kept.version() + " 曾有不同的内容，新文件须用新的版本号");
    }
  }

  private static boolean sameVersion(String feature, String bundle) {
    return feature.replace('-', '.').equals(bundle);
  }

  private void foresee(Kept kept, Path trial, Findings findings) throws ProvisionFailed {
    Target target = shelf.staged(kept, trial);
    try {
      ForeseenChanges foreseen = ForeseenChanges.of(features.simulate(target));
      Set<String> own = Shelf.names(kept.name(), kept, shelf.desired().current(kept.name()));
      for (String touched : foreseen.touched()) {
        if (!own.contains(touched)) {
          findings.wouldRefresh(touched);
          findings.add("安装 " + kept.name() + " 会波及模块之外的 " + touched);
        }
      }
      foreseen.installed().stream()
          .filter(location -> !target.locations().contains(location))
          .forEach(location -> findings.add("安装 " + kept.name() + " 会另外装入 " + location));
    } catch (ForeseenChanges.UnknownForm e) {
      findings.add("无法得知安装 " + kept.name() + " 的影响（须以 INFO 级别记录 Karaf 日志）：" + e.getMessage());
    } finally {
      if (target.repository() != null) {
        features.forget(target.repository());
      }
    }
  }
}
