package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFilesTest {
  private static final String GOOD =
      """
      id: si-99
      name: 某系统
      aliases: [别名]
      owner: 某局
      level: 区
      technology: rest
      limits: {concurrency: 3, timeLimit: 10s, attempts: 7, firstRetry: 500ms, mostRetry: PT1H, retryShare: 5, retryFloor: 12}
      answer: answer.jsonata
      settings:
        url: ${URL_99:-http://127.0.0.1:1/x}
        list: [1, 'a ${USER_99}', {deep: true}]
      secrets:
        password: file:si-99
        token: env:TOKEN_99
      """;

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private SystemFiles files;

  @BeforeEach
  void aGoodSystem() throws IOException {
    environment.put("USER_99", "hutong");
    environment.put("TOKEN_99", "t0ken");
    secret("s3cret\r\n", "rw-------");
    write("si-99", GOOD);
    Files.writeString(root.resolve("systems/si-99/answer.jsonata"), "{}");
    files = new SystemFiles(root, root.resolve("keys"), environment::get);
  }

  private void secret(String text, String mode) throws IOException {
    Path file = Files.createDirectories(root.resolve("keys")).resolve("si-99");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void write(String id, String yaml) throws IOException {
    Path folder = Files.createDirectories(root.resolve("systems").resolve(id));
    Files.writeString(folder.resolve("system.yaml"), yaml);
  }

  private SystemDefinition system() {
    return files.find("si-99").orElseThrow();
  }

  @Test
  void aFolderIsReadWholeWithVariablesAndSecretsFilledIn() {
    assertThat(files.reload()).isEmpty();
    assertThat(system())
        .isEqualTo(
            new SystemDefinition(
                "si-99",
                "某系统",
                List.of("别名"),
                "某局",
                "区",
                null,
                "rest",
                new Limits(
                    3,
                    Duration.ofSeconds(10),
                    7,
                    Duration.ofMillis(500),
                    Duration.ofHours(1),
                    5,
                    12),
                "answer.jsonata",
                Map.of(
                    "url",
                    "http://127.0.0.1:1/x",
                    "list",
                    List.of(1L, "a hutong", Map.of("deep", true))),
                Map.of("password", "s3cret", "token", "t0ken"),
                root.resolve("systems/si-99")));
    assertThat(files.all()).containsExactly(system());
    assertThat(files.errors("si-99")).isEmpty();
  }

  @Test
  void aVariableWinsOverItsDefault() {
    environment.put("URL_99", "http://127.0.0.1:2");
    files.reload();
    assertThat(system().settings()).containsEntry("url", "http://127.0.0.1:2");
  }

  @Test
  void everyMistakeIsNamedWithFileLineAndPathAndTheOldDefinitionStays() throws IOException {
    files.reload();
    SystemDefinition old = system();
    write(
        "si-99",
        GOOD.replace("id: si-99", "id: si-98")
            .replace("owner:", "onwer:")
            .replace("timeLimit: 10s", "timeLimit: soon")
            .replace("concurrency: 3", "concurrency: 0")
            .replace("answer: answer.jsonata", "answer: ../other.jsonata")
            .replace("file:si-99", "pa55word"));
    assertThat(files.reload()).hasSize(6).noneMatch(line -> line.contains("pa55word"));
    assertThat(files.errors("si-99"))
        .contains("si-99/system.yaml 第1行 id：应与文件夹同名", "si-99/system.yaml 第4行 onwer：不认识的键");
    assertThat(system()).isSameAs(old);
  }

  @Test
  void oneWrongSystemTouchesNoOtherAndAGoneFolderTakesItsSystemAway() throws IOException {
    write("si-98", "id: si-98\nname: 另一系统\ntechnology: soap\n");
    write("si-97", "id: [");
    files.reload();
    assertThat(files.all()).extracting(SystemDefinition::id).containsExactly("si-98", "si-99");
    assertThat(files.errors("si-97")).hasSize(1);
    Files.delete(root.resolve("systems/si-98/system.yaml"));
    Files.delete(root.resolve("systems/si-98"));
    files.reload();
    assertThat(files.all()).extracting(SystemDefinition::id).containsExactly("si-99");
  }

  @Test
  void aSystemWhoseSecretIsMissingIsKnownAndSaysSo() throws IOException {
    Files.delete(root.resolve("keys/si-99"));
    assertThat(files.reload())
        .containsExactly("si-99/system.yaml 第13行 secrets.password：密钥文件不存在或无法读取");
    assertThat(system().secrets()).containsOnlyKeys("token");
  }

  @Test
  void aSecretThatGoesMissingLaterLeavesTheOldDefinitionInForce() throws IOException {
    files.reload();
    Files.delete(root.resolve("keys/si-99"));
    environment.remove("USER_99");
    assertThat(files.reload())
        .hasSize(2)
        .contains("si-99/system.yaml 第11行 settings.list[1]：没有设置 USER_99");
    assertThat(system().secrets()).containsEntry("password", "s3cret");
  }

  @Test
  void aSecretThatOthersMayReadIsUsedAndSaid() throws IOException {
    secret("s3cret", "rw-r--r--");
    assertThat(files.reload())
        .containsExactly("si-99/system.yaml 第13行 secrets.password：密钥文件的权限应为 600");
    assertThat(system().secrets()).containsEntry("password", "s3cret");
  }

  @Test
  void anUnchangedSystemKeepsItsVeryDefinition() {
    files.reload();
    SystemDefinition old = system();
    files.reload();
    assertThat(system()).isSameAs(old);
  }

  @Test
  void whatShipsIsValid() {
    SystemFiles shipped = new SystemFiles(Path.of("../../config"), root, environment::get);
    assertThat(shipped.reload()).allMatch(line -> line.contains("secrets."));
    assertThat(shipped.all())
        .extracting(SystemDefinition::id, SystemDefinition::technology)
        .contains(
            tuple("si-02", "soap"),
            tuple("si-03", "rest"),
            tuple("si-04", "jdbc"),
            tuple("si-05", "rest"),
            tuple("si-06", "file"),
            tuple("si-07", "rest"),
            tuple("si-08", "webform"),
            tuple("si-09", "file"),
            tuple("si-10a", "webform"),
            tuple("si-10b", "file"),
            tuple("si-10c", "file"),
            tuple("si-10d", "soap"),
            tuple("si-11", "webform"),
            tuple("si-12", "webform"),
            tuple("si-13", "soap"),
            tuple("si-15", "file"));
  }

  @Test
  void anAnswerThatCannotBeCompiledIsNamedWithItsLineAndLeavesTheOldOneInForce()
      throws IOException {
    assertThat(files.reload()).isEmpty();
    SystemDefinition old = system();
    Files.writeString(root.resolve("systems/si-99/answer.jsonata"), "{\n  \"outcome\": (\n");
    write("si-99", GOOD.replace("name: 某系统", "name: 新名"));
    assertThat(files.reload())
        .singleElement()
        .asString()
        .contains("si-99/system.yaml", "answer", "answer.jsonata", "行");
    assertThat(system()).isSameAs(old);
  }

  @Test
  void aDefinitionNeverShowsItsSecrets() {
    files.reload();
    assertThat(system().toString() + system().config()).doesNotContain("s3cret", "t0ken", "hutong");
  }
}
