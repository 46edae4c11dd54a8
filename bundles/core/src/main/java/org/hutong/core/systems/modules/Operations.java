package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.core.systems.modules.Desired.Pending;
import org.hutong.core.systems.modules.Examination.Examined;
import org.hutong.core.systems.modules.Examination.Purpose;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.systems.CoreCheck;
import org.hutong.systems.ModuleCheck;
import org.jspecify.annotations.Nullable;

/** The operations on modules, one at a time: examined, kept, intent stored, swapped, ended. */
final class Operations implements AutoCloseable {
  private final Shelf shelf;
  private final Examination examination;
  private final FitCheck fit;
  private final Swap swap;
  private final Map<String, String> failures;
  private volatile boolean closing;

  Operations(
      Shelf shelf, Examination examination, FitCheck fit, Swap swap, Map<String, String> failures) {
    this.shelf = shelf;
    this.examination = examination;
    this.fit = fit;
    this.swap = swap;
    this.failures = failures;
  }

  ModuleCheck check(Path file) throws IOException {
    try {
      Examined examined = examination.examine(file, Purpose.CHECK);
      Kept kept = examined.kept();
      return new ModuleCheck(
          kept == null ? "" : kept.name(),
          kept == null ? "" : kept.version(),
          examined.findings().none(),
          examined.findings().refreshed(),
          examined.findings().sentences());
    } finally {
      shelf.folder().clearStaging();
    }
  }

  CoreCheck checkAgainst(Path core, @Nullable Path file) throws IOException {
    try {
      return fit.check(core, file);
    } finally {
      shelf.folder().clearStaging();
    }
  }

  /** Returns the name of the module. */
  String install(Path file) throws IOException, InterruptedException, ProvisionFailed {
    Kept kept = examined(file, Purpose.INSTALL);
    swap(kept.name(), null, kept);
    return kept.name();
  }

  /** Returns the name of the module. */
  String update(Path file) throws IOException, InterruptedException, ProvisionFailed {
    Kept kept = examined(file, Purpose.UPDATE);
    swap(kept.name(), shelf.desired().current(kept.name()), kept);
    return kept.name();
  }

  void remove(String name) throws IOException, InterruptedException, ProvisionFailed {
    Kept current = shelf.desired().current(name);
    if (current == null) {
      if (shelf.target(name, null).isPresent()) {
        throw Refused.because(Code.MODULE_REFUSED, name + " 是随机附带的接入插件，不能移除");
      }
      throw Refused.because(Code.MODULE_NOT_FOUND);
    }
    swap(name, current, null);
  }

  private Kept examined(Path file, Purpose purpose) throws IOException, ProvisionFailed {
    try {
      Examined examined = examination.examine(file, purpose);
      Kept kept = examined.kept();
      ModuleForm form = examined.form();
      if (kept == null || form == null || !examined.findings().none()) {
        throw refused(examined.findings());
      }
      boolean there =
          shelf.desired().current(kept.name()) != null
              || shelf.target(kept.name(), null).isPresent();
      if (purpose == Purpose.UPDATE && !there) {
        throw Refused.because(Code.MODULE_NOT_FOUND, "没有模块 " + kept.name() + "，请用 module-install");
      }
      ModuleFolder.copy(form, kept, shelf.folder().of(kept));
      return kept;
    } finally {
      shelf.folder().clearStaging();
    }
  }

  private static Refused refused(Findings findings) {
    List<FieldError> errors =
        findings.sentences().stream()
            .map(each -> new FieldError("/file", Code.MODULE_REFUSED, each))
            .toList();
    String detail = Code.MODULE_REFUSED.sentence() + "：" + String.join("；", findings.sentences());
    return Refused.fields(Code.MODULE_REFUSED, detail, errors);
  }

  void swap(String name, @Nullable Kept from, @Nullable Kept to)
      throws IOException, InterruptedException, ProvisionFailed {
    Optional<Target> former = shelf.former(name, from);
    Optional<Target> next = shelf.target(name, to);
    shelf.store(shelf.desired().begun(new Pending(name, from, to)));
    Swap.Result result =
        swap.run(
            Shelf.names(name, from, to),
            former,
            next,
            to != null,
            () -> turn(new Pending(name, from, to)));
    if (isEnding()) {
      throw Refused.because(
          Code.OVERLOADED_TRY_LATER,
          shelf.desired().turnsBack() ? "服务正在停止；该操作没有成功，将在下次启动时恢复原状" : "服务正在停止，该操作将在下次启动时完成");
    }
    Desired desired = shelf.desired();
    if (result.done()) {
      Kept serving = to == null ? null : to.serving(result.technologies());
      shelf.store(desired.ended(name, from, serving));
      failures.remove(name);
    } else {
      shelf.store(desired.abandoned());
    }
    shelf.tidy();
    if (!result.done()) {
      throw Refused.because(Code.MODULE_ROLLED_BACK, sentence(from, to, former, result));
    }
  }

  /** What fails while the framework goes down says nothing: then the intent stays as it is. */
  private void turn(Pending operation) {
    if (!isEnding()) {
      shelf.turn(operation);
    }
  }

  private boolean isEnding() {
    return closing || swap.isEnding();
  }

  private static String sentence(
      @Nullable Kept from, @Nullable Kept to, Optional<Target> former, Swap.Result result) {
    String said =
        to == null
            ? "模块未能移除，已恢复"
            : from == null && former.isEmpty()
                ? "模块未能正常启动，未安装"
                : Code.MODULE_ROLLED_BACK.sentence();
    return said + "：" + result.reason();
  }

  @Override
  public void close() {
    closing = true;
  }
}
