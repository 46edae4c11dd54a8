package org.hutong.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail proves nothing: each is shown a class that breaks it. */
class RulesCanFailTest {
  @TempDir Path folder;

  static Stream<Arguments> offences() {
    Bundle rest = Bundle.of("adapter-rest");
    return Stream.of(
        offence(
            Floors.KERNEL_STANDS_ON_THE_JDK_ONLY,
            "everybody's library",
            "org.hutong.kernel.Bad",
            "class Bad { org.slf4j.Logger log; }"),
        offence(
            Floors.ADAPTER_SPI_STANDS_ON_THE_KERNEL,
            "promise to authors",
            "org.hutong.adapter.Bad",
            "class Bad { org.hutong.casework.Case seen; }"),
        offence(
            Floors.DOMAIN_API_STANDS_ON_THE_KERNEL,
            "no transaction",
            "org.hutong.casework.Bad",
            "class Bad { org.hutong.adapter.Outcome seen; }"),
        arguments(
            Floors.DOMAIN_API_HAS_NO_CYCLES,
            "are one package",
            Map.of(
                "org.hutong.one.A", "public class A { org.hutong.two.B b; }",
                "org.hutong.two.B", "public class B { org.hutong.one.A a; }")),
        arguments(
            Floors.CORE_KEEPS_TO_ITS_FLOOR,
            "through the SPI only",
            Map.of(
                "org.hutong.core.Bad", "class Bad { org.hutong.adapter.jdbc.internal.Poor p; }",
                "org.hutong.adapter.jdbc.internal.Poor", "public class Poor {}")),
        offence(
            Floors.CORE_LIVES_IN_ITS_ROOMS,
            "same name",
            "org.hutong.access.extra.Bad",
            "class Bad {}"),
        offence(
            Floors.everyRoomIsInTheTable(),
            "a new room first says",
            "org.hutong.core.cellar.Bad",
            "class Bad {}"),
        arguments(
            Floors.CORE_ROOMS_HAVE_NO_CYCLES,
            "one by one",
            Map.of(
                "org.hutong.core.store.A", "public class A { org.hutong.core.audit.B b; }",
                "org.hutong.core.audit.B", "public class B { org.hutong.core.store.A a; }")),
        arguments(
            Floors.NOBODY_CALLS_THE_WIRING,
            "hides a cycle",
            Map.of(
                "org.hutong.core.store.Bad", "class Bad { org.hutong.core.Wires w; }",
                "org.hutong.core.Wires", "public class Wires {}")),
        arguments(
            Floors.room("delivery"),
            "of a case it knows the number",
            Map.of(
                "org.hutong.core.delivery.Bad", "class Bad { org.hutong.core.casework.Room r; }",
                "org.hutong.core.casework.Room", "public class Room {}")),
        offence(
            Floors.adapter("adapter-rest"),
            "never sees a case",
            "org.hutong.adapter.rest.internal.Bad",
            "class Bad { org.hutong.casework.Case seen; }"),
        offence(
            Floors.adapter("adapter-soap"),
            "swapped alone",
            "org.hutong.adapter.soap.internal.Bad",
            "class Bad { java.sql.Connection ours; javax.sql.DataSource own; }"),
        offence(
            Floors.ADAPTERS_HAVE_NO_JDK_HTTP_CLIENT,
            "no close()",
            "org.hutong.adapter.rest.internal.Bad",
            "class Bad { java.net.http.HttpClient client; }"),
        offence(
            Floors.GATEWAYS_SEE_SERVICES_ONLY,
            "mean the same",
            "org.hutong.gateway.rest.internal.Bad",
            "class Bad { org.hutong.adapter.Outcome seen; }"),
        offence(
            Floors.GATEWAYS_SPEAK_NO_SQL,
            "one writer owns",
            "org.hutong.gateway.rest.internal.Bad",
            "class Bad { java.sql.Connection seen; }"),
        offence(
            Floors.privatePackages(rest), "never exported", "org.hutong.rest.Bad", "class Bad {}"),
        arguments(
            Floors.othersInternals(rest),
            "does not resolve",
            Map.of(
                "org.hutong.adapter.rest.internal.Bad",
                "class Bad { org.hutong.adapter.soap.internal.Theirs t; }",
                "org.hutong.adapter.soap.internal.Theirs",
                "public class Theirs {}")),
        offence(
            Habits.NO_JAVA_SERIALISATION,
            "chooses the classes",
            "org.hutong.core.store.Bad",
            "class Bad { Object read(java.io.ObjectInputStream in) throws Exception"
                + " { return in.readObject(); } }"),
        offence(
            Habits.NO_STANDARD_STREAMS,
            "nobody reads them",
            "org.hutong.core.store.Bad",
            "class Bad { void say() { System.out.println(); } }"),
        offence(
            Habits.NO_STANDARD_STREAMS,
            "nobody reads them",
            "org.hutong.core.store.Bad",
            "class Bad { void say(RuntimeException e) { e.printStackTrace(); } }"),
        offence(
            Habits.NO_SLEEP,
            "cannot be stopped",
            "org.hutong.core.store.Bad",
            "class Bad { void nap() throws Exception { Thread" + ".sleep(1); } }"),
        offence(
            Habits.NO_SLEEP,
            "cannot be stopped",
            "org.hutong.core.store.Bad",
            "class Bad { void nap() throws Exception"
                + " { java.util.concurrent.TimeUnit.DAYS"
                + ".sleep(1); } }"),
        offence(
            Habits.LOGS_BY_SLF4J,
            "one log",
            "org.hutong.core.store.Bad",
            "class Bad { void say() { java.util.logging.Logger.getLogger(\"\").info(\"\"); } }"),
        arguments(
            Habits.NO_FRAMEWORK_ANNOTATIONS,
            "by constructor",
            Map.of(
                "org.hutong.core.store.Bad", "@javax.inject.Singleton class Bad {}",
                "javax.inject.Singleton", "public @interface Singleton {}")),
        arguments(
            Habits.NO_FIELD_INJECTION,
            "is null in every test",
            Map.of(
                "org.hutong.core.store.Bad", "class Bad { @javax.inject.Inject String given; }",
                "javax.inject.Inject", "public @interface Inject {}")),
        offence(
            Habits.CONTRACT_FIELDS_ARE_FINAL,
            "never changes",
            "org.hutong.kernel.Bad",
            "class Bad { int count; }"),
        offence(
            Habits.NO_STATIC_STATE,
            "outlives what start opened",
            "org.hutong.core.store.Bad",
            "class Bad { static int count; }"));
  }

  @ParameterizedTest
  @MethodSource("offences")
  void eachRuleFailsWithItsReason(ArchRule rule, String reason, Map<String, String> sources)
      throws IOException {
    EvaluationResult result = rule.evaluate(new Offender(folder).compile(sources));

    assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
    assertThat(result.getFailureReport().toString()).contains(reason).contains("org.hutong.");
  }

  @Test
  void anExportWithoutAVersionIsSeen() {
    assertThat(Exports.of("a;uses:=\"b,c\",d;version=\"1.2.0\";uses:=\"e\",f"))
        .isEqualTo(Map.of("a", "", "d", "1.2.0", "f", ""));
    assertThat(Exports.of((String) null)).isEmpty();
  }

  private static Arguments offence(ArchRule rule, String reason, String type, String source) {
    return arguments(rule, reason, Map.of(type, source));
  }
}
