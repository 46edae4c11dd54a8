package org.hutong.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.TimeUnit;

/** What no bundle does, wherever it stands. */
final class Habits {
  /** Its System.out is the session's terminal: Karaf gives each command's thread its own. */
  static final String TERMINAL = "org.hutong.gateway.console.internal.ConsoleCommand";

  /**
   * A command of its own process, run while the appliance stands still: its reader is at a shell.
   */
  static final String RESTORE = "org.hutong.core.upkeep.RestoreMain";

  /** The text of the current second, which is right for whoever reads it. */
  static final String THIS_SECOND = "org.hutong.gateway.rest.internal.json.Reply.stamp";

  /** Made by CXF from the WSDL. */
  static final String GENERATED = "org.hutong.gateway.soap.internal.v1";

  static final ArchRule NO_JAVA_SERIALISATION =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("com.thoughtworks.xstream..")
          .because("whoever sends the bytes chooses the classes that run: JSON by Jackson instead");

  static final ArchRule NO_STANDARD_STREAMS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(TERMINAL)
          .and()
          .doNotHaveFullyQualifiedName(RESTORE)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethodWhere(
              target(name("printStackTrace")).and(target(owner(assignableTo(Throwable.class)))))
          .because(
              "on an appliance nobody reads them; a log line has a level, a place and no personal"
                  + " data, and a fault is logged once, at its seam");

  static final ArchRule NO_SLEEP =
      noClasses()
          .should()
          .callMethodWhere(
              target(name("sleep"))
                  .and(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))))
          .because("who sleeps cannot be stopped or woken: a scheduler, a queue or a condition");

  static final ArchRule LOGS_BY_SLF4J =
      noClasses()
          .that()
          .resideOutsideOfPackage(GENERATED)
          .should()
          .callMethodWhere(
              target(owner(resideInAnyPackage("java.util.logging..")))
                  .or(target(owner(assignableTo(System.Logger.class))))
                  .as("a method of java.util.logging or System.Logger"))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.commons.logging..",
              "org.apache.log4j..",
              "org.apache.logging..",
              "org.ops4j.pax.logging..",
              "ch.qos.logback..")
          .because("one log, one set of levels, one place that keeps personal data out");

  static final ArchRule NO_FRAMEWORK_ANNOTATIONS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.inject..",
              "javax.annotation..",
              "javax.enterprise..",
              "javax.ws.rs..",
              "javax.jws..",
              "javax.persistence..",
              "javax.validation..",
              "jakarta..",
              "org.osgi.service.component..",
              "org.apache.aries.blueprint.annotation..",
              "org.springframework..",
              "com.google.inject..")
          .because(
              "everything arrives by constructor and the wiring stands in one XML: contracts and"
                  + " core are tested, and outlive a framework, without it");

  static final ArchRule NO_FIELD_INJECTION =
      fields()
          .should()
          .notBeAnnotatedWith(injecting())
          .because("a field that somebody else fills is null in every test that forgets it")
          .allowEmptyShould(true);

  static final ArchRule CONTRACT_FIELDS_ARE_FINAL =
      fields()
          .should()
          .beFinal()
          .because("contracts carry values: what two bundles hold at once never changes");

  static final ArchRule NO_STATIC_STATE =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveFullName(THIS_SECOND)
          .should()
          .beFinal()
          .because("a static that changes outlives what start opened and close closed");

  private static DescribedPredicate<JavaAnnotation<?>> injecting() {
    return DescribedPredicate.describe(
        "an injecting annotation",
        annotation ->
            annotation
                .getRawType()
                .getName()
                .matches(".*\\.(Inject|Autowired|Resource|Reference|PersistenceContext|Context)"));
  }

  private Habits() {}
}
