package org.hutong.gateway.console.internal.street;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Role;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.Secrets;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.Upkeep;
import org.jspecify.annotations.Nullable;

/** 备份运行中的系统: back up the running street. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "backup",
    description =
        "备份运行中的系统到一个新目录；恢复用 bin/restore"
            + " (back up the running street to a new folder; bin/restore brings it back)")
public final class BackupCommand extends ConsoleCommand {
  @Option(
      name = "--passphrase-file",
      description =
          "内含口令的文件：把密钥加密后一并放入；不给则备份不含密钥"
              + " (file with a passphrase that wraps the keys into it; else no keys are in it)")
  private @Nullable String passphraseFile;

  @Argument(
      index = 0,
      name = "folder",
      required = true,
      description = "新目录的完整路径 (full path of a folder that does not exist yet)")
  private String folder;

  @Override
  protected Answer run(Desk desk) {
    Path target = Inputs.file("folder", folder);
    Upkeep upkeep = desk.the(Upkeep.class);
    desk.caller().mustBe(Role.ADMIN);
    char[] passphrase =
        passphraseFile == null ? null : Secrets.from("--passphrase-file", passphraseFile);
    try {
      Upkeep.Backup done = upkeep.backup(desk.caller(), target, passphrase);
      return Answer.of(
          done,
          new Facts()
              .fact("备份", done.folder())
              .fact("时间", done.takenAt())
              .fact("字节", done.bytes())
              .fact("办件", done.rows().get("case_file"))
              .fact("密钥", done.keysInside() ? "已用口令加密放入" : "不含；请另行保存 HUTONG_KEYS 的副本")
              .fact("核对", "已打开副本，记录数与审计链已核对"));
    } finally {
      if (passphrase != null) {
        Arrays.fill(passphrase, ' ');
      }
    }
  }
}
