package org.hutong.adapter.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.TestContext;
import org.hutong.adapter.tck.Wire;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

class JdbcAdapterTest {
  private static SystemAdapter adapter(Map<String, Object> settings) throws Exception {
    return new JdbcAdapterFactory().create(TargetDatabase.config(settings));
  }

  private static SystemAdapter adapter() throws Exception {
    return adapter(TargetDatabase.settings(TargetDatabase.port()));
  }

  private static Document create(String caseNumber) {
    return TargetDatabase.document(caseNumber, Operation.CREATE, null);
  }

  private static Document with(Document document, String name, Object value) {
    Map<String, Object> content = new LinkedHashMap<>(document.content());
    content.put(name, value);
    return new Document(document.key(), content, document.earlierReceipt(), document.token());
  }

  private static String receiptOf(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    return ((Outcome.Delivered) outcome).receipt();
  }

  @Test
  void everyTypeArrivesAsItIsAndTheSystemSeesTheAdaptersVersion() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document document = create("types");

      String receipt = receiptOf(adapter.deliver(document, TestContext.unmapped()));

      assertThat(
              TargetDatabase.text(
                  """
                  SELECT concat_ws('|', lybh, sqr_xm, sqr_sfzh, sqrq, je, cxbb)
                    FROM t_bj WHERE bjbh = ?""",
                  receipt))
          .isEqualTo(
              "types/1/sut/CREATE|阿依古丽·买买提|110102198001011239|2016-09-30|3000.10"
                  + "|hutong-adapter-jdbc/0");
      assertThat(
              TargetDatabase.text(
                  "SELECT string_agg(xh || xm, ',' ORDER BY xh) FROM t_jtcy WHERE bjbh = ?",
                  receipt))
          .isEqualTo("1买买提,2古丽");
    }
  }

  @Test
  void aValueIsNeverReadAsSql() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      String name = "'); DROP TABLE t_jtcy; -- :key ?";

      String receipt =
          receiptOf(adapter.deliver(with(create("injection"), "xm", name), TestContext.unmapped()));

      assertThat(TargetDatabase.text("SELECT sqr_xm FROM t_bj WHERE bjbh = ?", receipt))
          .isEqualTo(name);
      assertThat(TargetDatabase.text("SELECT count(*) >= 0 FROM t_jtcy")).isEqualTo("t");
    }
  }

  @Test
  void whatTheDocumentDoesNotSayIsNull() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document document = with(with(create("null"), "sfzh", null), "sq", Map.of());

      String receipt = receiptOf(adapter.deliver(document, TestContext.unmapped()));

      assertThat(
              TargetDatabase.text(
                  "SELECT sqr_sfzh IS NULL AND je IS NULL FROM t_bj WHERE bjbh = ?", receipt))
          .isEqualTo("t");
    }
  }

  @Test
  void aFailureInALaterStatementTakesTheWholeDeliveryBack() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document document =
          with(create("atomic"), "jtcy", List.of(Map.of("xm", "甲"), new HashMap<>()));

      Outcome outcome = adapter.deliver(document, TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(((Outcome.Rejected) outcome).code()).isEqualTo("23502");
      assertThat(TargetDatabase.effects(document.key())).isZero();
    }
  }

  @Test
  void aRefusalNamesTheConstraintAndNeverTheValue() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document document = with(create("refusal"), "sfzh", "000000000000000000");

      Outcome outcome = adapter.deliver(document, TestContext.unmapped());

      assertThat(outcome)
          .isEqualTo(new Outcome.Rejected("23514", "目标库拒收（23514，约束 t_bj_sqr_sfzh_check）"));
    }
  }

  @Test
  void theMappingMayReadARefusal() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document document = with(create("mapped"), "sfzh", "000000000000000000");
      TestContext context =
          TestContext.within(
              Duration.ofSeconds(10),
              answer ->
                  answer.headers().get("sqlstate").equals("23514")
                      ? new Outcome.Rejected("SFZH", "身份证号校验不通过")
                      : new Outcome.Unknown(""));

      assertThat(adapter.deliver(document, context))
          .isEqualTo(new Outcome.Rejected("SFZH", "身份证号校验不通过"));
    }
  }

  @Test
  void aWrongDateIsRefusedWithoutBeingQuoted() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Outcome outcome = adapter.deliver(with(create("date"), "sqrq", "昨天"), TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
      assertThat(outcome.toString()).contains("22007").doesNotContain("昨天");
    }
  }

  @Test
  void aCorrectionKeepsTheEarlierReceiptAndOneThatFindsNoRowIsRefused() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      String receipt = receiptOf(adapter.deliver(create("correct"), TestContext.unmapped()));
      Document correction = TargetDatabase.document("correct", Operation.CORRECT, receipt);

      assertThat(adapter.deliver(with(correction, "xm", "新名"), TestContext.unmapped()))
          .isEqualTo(new Outcome.Delivered(receipt));
      assertThat(TargetDatabase.text("SELECT sqr_xm FROM t_bj WHERE bjbh = ?", receipt))
          .isEqualTo("新名");
      Document lost = TargetDatabase.document("lost", Operation.CORRECT, "BJ-none");
      assertThat(adapter.deliver(lost, TestContext.unmapped()))
          .isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Test
  void anOperationThatIsNotConfiguredIsSaidToBeSo() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Document cancel = TargetDatabase.document("cancel", Operation.CANCEL, "BJ1");

      assertThat(adapter.deliver(cancel, TestContext.unmapped()))
          .isEqualTo(new Outcome.Rejected("OPERATION", "该系统没有配置操作 CANCEL"));
    }
  }

  @Test
  void aNameThatTheSystemsCharacterSetLacksGoesToAPersonAndNeverBecomesAQuestionMark()
      throws Exception {
    Map<String, Object> settings = TargetDatabase.settings(TargetDatabase.port());
    settings.put("encoding", "GBK");
    try (SystemAdapter adapter = adapter(settings)) {
      Document document = with(create("gbk"), "xm", "王\uD872\uDF1A");

      Outcome outcome = adapter.deliver(document, TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.NeedsPerson.class);
      assertThat(((Outcome.NeedsPerson) outcome).sheet().get(0))
          .isEqualTo(new Outcome.SheetField("申请人姓名", "王\uD872\uDF1A"));
      assertThat(TargetDatabase.effects(document.key())).isZero();
      receiptOf(adapter.deliver(create("gbk2"), TestContext.unmapped()));
    }
  }

  @Test
  void aRefusedPasswordIsSaidClearlyAndNotTriedAgainAtOnce() throws Exception {
    Map<String, Object> settings = TargetDatabase.settings(TargetDatabase.port());
    settings.put("repairSeconds", 77);
    SystemConfig config =
        new SystemConfig("sut", settings, Map.of("password", "wrong"), Path.of("."));
    try (SystemAdapter adapter = new JdbcAdapterFactory().create(config)) {
      Outcome outcome = adapter.deliver(create("password"), TestContext.unmapped());

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.RetryLater.class,
              later -> assertThat(later.notBefore()).isEqualTo(Duration.ofSeconds(77)));
      assertThat(outcome.toString()).contains("账号").doesNotContain("wrong");
      assertThat(adapter.deliver(create("password"), TestContext.unmapped())).isEqualTo(outcome);
      assertThat(adapter.health().detail()).contains("账号");
    }
  }

  @Test
  void aConnectionThatBreaksBeforeTheCommitHasLeftNothingThere() throws Exception {
    try (Wire wire = new Wire(TargetDatabase.port());
        SystemAdapter adapter = adapter(TargetDatabase.settings(wire.port()))) {
      wire.after("INSERT INTO t_jtcy", Wire.Fault.RESET);

      Outcome outcome = adapter.deliver(create("broken"), TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      assertThat(TargetDatabase.effects(create("broken").key())).isZero();
    }
  }

  @Test
  void aLockHeldByAnotherEndsTheCallInTimeAndNothingIsKept() throws Exception {
    try (Connection other = TargetDatabase.connect();
        Statement statement = other.createStatement();
        SystemAdapter adapter = adapter()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE t_bj IN ACCESS EXCLUSIVE MODE");

      Outcome outcome =
          adapter.deliver(
              create("locked"),
              TestContext.within(Duration.ofSeconds(2), answer -> new Outcome.Unknown("")));

      other.rollback();
      assertThat(outcome).isInstanceOf(Outcome.RetryLater.class);
      assertThat(TargetDatabase.effects(create("locked").key())).isZero();
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothingHasReceivedNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SystemAdapter adapter = adapter(TargetDatabase.settings(silent.getLocalPort()))) {
      assertThatThrownBy(() -> adapter.deliver(create("silent"), TestContext.unmapped()))
          .isInstanceOf(NotSent.class);
      assertThat(adapter.lookUp(create("silent").key(), TestContext.unmapped()))
          .isInstanceOf(LookUp.CannotTell.class);
    }
  }

  @Test
  void anAnswerInTheRowsIsJudgedBeforeTheCommit() throws Exception {
    Map<String, Object> settings = TargetDatabase.settings(TargetDatabase.port());
    Map<String, Object> operations = TargetDatabase.operations();
    operations.put(
        "create",
        Map.of("interpret", true, "statements", List.of("SELECT dm, bjbh FROM dj(:key, :xm)")));
    settings.put("operations", operations);
    try (SystemAdapter adapter = adapter(settings)) {
      TestContext busy =
          TestContext.within(
              Duration.ofSeconds(10),
              answer ->
                  answer.body().toString().contains("JZ101")
                      ? new Outcome.RetryLater("系统忙", Duration.ofSeconds(5))
                      : new Outcome.Unknown(""));

      assertThat(adapter.deliver(create("judged"), busy)).isInstanceOf(Outcome.RetryLater.class);
      assertThat(TargetDatabase.effects(create("judged").key())).isZero();
    }
  }
}
