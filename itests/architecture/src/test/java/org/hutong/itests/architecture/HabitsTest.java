package org.hutong.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HabitsTest {
  static Stream<Bundle> bundles() {
    return Bundle.all().stream();
  }

  static Stream<Bundle> contracts() {
    return Bundle.of(Bundle.CONTRACTS).stream();
  }

  static Stream<Bundle> contractsAndCore() {
    return Stream.concat(contracts(), Stream.of(Bundle.of(Bundle.CORE)));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void aBundleKeepsTheHabits(Bundle bundle) {
    JavaClasses classes = bundle.classes();

    List.of(
            Habits.NO_JAVA_SERIALISATION,
            Habits.NO_STANDARD_STREAMS,
            Habits.NO_SLEEP,
            Habits.LOGS_BY_SLF4J)
        .forEach(rule -> rule.check(classes));
    Habits.NO_STATIC_STATE.allowEmptyShould(true).check(classes);
  }

  @ParameterizedTest
  @MethodSource("contractsAndCore")
  void contractsAndCoreKnowNoFramework(Bundle bundle) {
    Habits.NO_FRAMEWORK_ANNOTATIONS.check(bundle.classes());
    Habits.NO_FIELD_INJECTION.check(bundle.classes());
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void whatAContractCarriesNeverChanges(Bundle bundle) {
    Habits.CONTRACT_FIELDS_ARE_FINAL.check(bundle.classes());
  }
}
