package org.hutong.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.catalogue.ExampleBody.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.core.rules.Fault;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonataMapperTest {
  private static final String FILE = "m.jsonata";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private final JsonataMapper mapper = new JsonataMapper(nanos::get);

  static SystemDefinition system(Path folder, String id, String answer) {
    Limits limits =
        new Limits(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new SystemDefinition(
        id, id, List.of(), null, null, null, "rest", limits, answer, Map.of(), Map.of(), folder);
  }

  private SystemDefinition system() {
    return system(folder, "si-99", FILE);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private Map<String, Object> map(String expression, String input) throws Exception {
    write(FILE, expression);
    mapper.reload();
    return mapper.document(system(), FILE, json(input));
  }

  private Outcome interpret(String expression) throws IOException {
    write(FILE, expression);
    mapper.reload();
    return mapper.interpret(
        system(), new Answer(200, Map.of("retry-after", "7"), json("{\"code\": \"OK\"}")));
  }

  @Test
  void resultsArePlainTreesWhereNullIsKeptAndNothingLeavesNoField() throws Exception {
    assertThat(
            map(
                """
                {"n": a, "half": a / 2, "sum": a + 1, "d": d, "none": missing, "null": z,
                 "list": [1..3], "one": [list[v = 1].v], "text": t, "yes": a = 3}""",
                """
                {"a": 3, "d": 1.50, "t": "𬸚", "z": null, "list": [{"v": 1}, {"v": 2}]}"""))
        .isEqualTo(
            json(
                """
                {"n": 3, "half": 1.5, "sum": 4, "d": 1.50, "null": null, "list": [1, 2, 3],
                 "one": [1], "text": "𬸚", "yes": true}"""));
  }

  @Test
  void theFunctionsOfMappings() throws Exception {
    write("codes.csv", "set,value,code\nsex,男,1\nsex,*,9\nstrict,a,A\n");
    assertThat(
            map(
                """
                {"sex": [$codes("sex", "男"), $codes("sex", "?")], "gone": $codes("strict", nothing),
                 "date": $date("2026-01-05T23:30:00-05:00"), "char8": $char8("2026-01-05"),
                 "local": $localTime("2026-01-05T02:00:00.5Z"), "yuan": $yuan(fen), "no": $yuan(none),
                 "id18": $id18("110105491231002"), "id15": $id15("11010519491231002X"),
                 "mask": [$mask("name", "欧阳娜娜"), $mask("id", "11010519491231002X")],
                 "cut": $cut("𬸚𬸚𬸚", 2), "given": $given(""), "null": $given(null), "needed": $need(fen, "fen")}""",
                "{\"fen\": 300005}"))
        .isEqualTo(
            json(
                """
                {"sex": ["1", "9"], "date": "2026-01-06", "char8": "20260105",
                 "local": "2026-01-05 10:00:00", "yuan": "3000.05",
                 "id18": "11010519491231002X", "id15": "110105491231002",
                 "mask": ["欧阳**", "110105********002X"], "cut": "𬸚𬸚", "needed": 300005}"""));
  }

  @Test
  void aFailureNamesSystemFileAndPlaceButNoData() throws Exception {
    write("codes.csv", "set,value,code\nstrict,a,A\n");
    for (String[] expected :
        new String[][] {
          {"{\n  \"a\": $substring(1, secret)}", "第2行"},
          {"$need(missing, \"subject.name\")", "缺少 subject.name"},
          {"$codes(\"strict\", secret)", "代码表 strict 中没有对应的代码"},
          {"$codes(\"nosuch\", secret)", "没有代码表 nosuch"},
          {"$char8(secret)", "不是带时区的时间"},
          {"$id18(secret)", "不是公民身份号码"},
          {"$error(secret)", "D3137"},
          {"$number(secret)", "表达式运行失败"},
          {"$eval(secret)", "表达式运行失败"},
          {"$toMillis(secret)", "表达式运行失败"},
          {"[1, 2]", "结果应为一组字段"},
          {"$uppercase", "结果不是数据"},
          {"{", "表达式写法有误"},
          {"($f := function($n) { 1 + $f($n) }; $f(1))", "嵌套过深"},
        }) {
      assertThatThrownBy(() -> map(expected[0], "{\"secret\": \"110105-secret\"}"))
          .as(expected[0])
          .isInstanceOf(MappingFailed.class)
          .hasMessageContaining(FILE)
          .hasMessageContaining(expected[1])
          .hasMessageNotContaining("110105-secret");
    }
  }

  @Test
  void anEndlessExpressionIsEnded() throws Exception {
    assertThatThrownBy(() -> map("($f := function($n) { $n = 0 ? 0 : $f($n + 1) }; $f(1))", "{}"))
        .isInstanceOf(MappingFailed.class)
        .hasMessageContaining("超过时间上限");
  }

  @Test
  void aFileNameThatLeadsElsewhereIsRefused() {
    assertThatThrownBy(() -> mapper.document(system(), "../other/m.jsonata", Map.of()))
        .isInstanceOf(MappingFailed.class);
  }

  @Test
  void aChangedFileIsTakenUpWithinASecondAndAWrongOneLeavesTheOldInForce() throws Exception {
    assertThat(map("{\"v\": 1}", "{}")).isEqualTo(Map.of("v", 1L));
    write(FILE, "{\"v\": 22}");
    assertThat(mapper.document(system(), FILE, Map.of())).isEqualTo(Map.of("v", 1L));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(mapper.document(system(), FILE, Map.of())).isEqualTo(Map.of("v", 22L));
    write(FILE, "{\"v\": 333");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(mapper.document(system(), FILE, Map.of())).isEqualTo(Map.of("v", 22L));
    assertThat(mapper.check(system()))
        .extracting(Fault::file)
        .containsExactly(folder.getFileName() + "/" + FILE);
    Files.delete(folder.resolve(FILE));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(mapper.document(system(), FILE, Map.of())).isEqualTo(Map.of("v", 22L));
  }

  @Test
  void aChangedCodeTableIsTakenUpToo() throws Exception {
    write("codes.csv", "set,value,code\ns,a,1\n");
    assertThat(map("{\"v\": $codes(\"s\", \"a\")}", "{}")).isEqualTo(Map.of("v", "1"));
    write("codes.csv", "set,value,code\ns,a,22\n");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(mapper.document(system(), FILE, Map.of())).isEqualTo(Map.of("v", "22"));
  }

  @Test
  void answersBecomeOutcomes() throws Exception {
    assertThat(interpret("{\"outcome\": \"DELIVERED\", \"receipt\": body.code & status}"))
        .isEqualTo(new Outcome.Delivered("OK200"));
    assertThat(interpret("{\"outcome\": \"PENDING\", \"token\": 7, \"askAfter\": 90}"))
        .isEqualTo(new Outcome.Pending("7", Duration.ofSeconds(90)));
    assertThat(
            interpret("{\"outcome\": \"RETRY_LATER\", \"reason\": \"忙\", \"notBefore\": \"PT2M\"}"))
        .isEqualTo(new Outcome.RetryLater("忙", Duration.ofMinutes(2)));
    assertThat(
            interpret(
                "{\"outcome\": \"RETRY_LATER\", \"reason\": \"忙\", \"notBefore\": $number($lookup(headers, \"retry-after\"))}"))
        .isEqualTo(new Outcome.RetryLater("忙", Duration.ofSeconds(7)));
    assertThat(interpret("{\"outcome\": \"REJECTED\", \"code\": \"X\", \"reason\": \"错\"}"))
        .isEqualTo(new Outcome.Rejected("X", "错"));
  }

  @Test
  void whateverIsNotWellSaidIsUnknown() throws Exception {
    for (String expression :
        List.of(
            "{\"outcome\": \"UNKNOWN\", \"reason\": \"?\"}",
            "{\"outcome\": \"DELIVERED\"}",
            "{\"outcome\": \"PENDING\"}",
            "{\"outcome\": \"SOMETHING\"}",
            "\"text\"",
            "missing",
            "body.code + 1",
            "{")) {
      assertThat(interpret(expression)).as(expression).isInstanceOf(Outcome.Unknown.class);
    }
    assertThat(mapper.interpret(system(folder, "si-99", null), new Answer(200, Map.of(), null)))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aReasonIsCutTo500Characters() throws Exception {
    Outcome outcome = interpret("{\"outcome\": \"UNKNOWN\", \"reason\": $pad(\"\", 900, \"长\")}");
    assertThat(((Outcome.Unknown) outcome).reason()).hasSize(500);
  }

  @Test
  void oneExpressionServesManyThreadsWithoutMixingTheirData() throws Exception {
    write("codes.csv", "set,value,code\ns,*,1\n");
    write(
        FILE,
        """
        ($mine := id; $f := function($x) { $x & "-" & $mine };
         {"id": $mine, "list": list.($f(v)), "sorted": list^(>v).v, "sum": $sum(list.v),
          "kept": $map(list[v > 1], function($i) { $i.v + $number($mine) })})""");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> work =
          IntStream.range(0, 64)
              .<Callable<Void>>mapToObj(
                  n ->
                      () -> {
                        for (int i = 0; i < 100; i++) {
                          mapsItsOwn(n);
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void mapsItsOwn(int n) throws MappingFailed {
    Map<String, Object> input =
        json("{\"id\": \"" + n + "\", \"list\": [{\"v\": 1}, {\"v\": 2}, {\"v\": 3}]}");
    assertThat(mapper.document(system(), FILE, input))
        .isEqualTo(
            Map.of(
                "id", "" + n,
                "list", List.of("1-" + n, "2-" + n, "3-" + n),
                "sorted", List.of(3L, 2L, 1L),
                "sum", 6L,
                "kept", List.of(2L + n, 3L + n)));
  }
}
