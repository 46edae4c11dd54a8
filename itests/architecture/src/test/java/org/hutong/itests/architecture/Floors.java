package org.hutong.itests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The table of the floors: what each bundle may import, and why. */
final class Floors {
  /** Marks that say something to people and tools, and nothing at run time. */
  private static final List<String> MARKS =
      List.of("org.jspecify.annotations", "org.osgi.annotation..");

  private static final String KERNEL = "org.hutong.kernel";
  private static final String ADAPTER_SPI = "org.hutong.adapter";

  static final ArchRule KERNEL_STANDS_ON_THE_JDK_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat(in(MARKS, "java..", KERNEL))
          .because("everything stands on the kernel: a library in it would be everybody's library");

  static final ArchRule ADAPTER_SPI_STANDS_ON_THE_KERNEL =
      classes()
          .should()
          .onlyDependOnClassesThat(in(MARKS, "java..", KERNEL, ADAPTER_SPI))
          .because(
              "it is the promise to authors of adapters: they see neither cases nor our libraries,"
                  + " and it grows only by default methods and new optional interfaces");

  static final ArchRule DOMAIN_API_STANDS_ON_THE_KERNEL =
      classes()
          .should()
          .onlyDependOnClassesThat(
              in(
                  MARKS,
                  "java..",
                  KERNEL,
                  "org.hutong.problem",
                  "org.hutong.access",
                  "org.hutong.audit",
                  "org.hutong.catalogue",
                  "org.hutong.casework",
                  "org.hutong.tasks",
                  "org.hutong.demands",
                  "org.hutong.delivery",
                  "org.hutong.systems",
                  "org.hutong.changes",
                  "org.hutong.statistics"))
          .because(
              "gateways call it and know nothing below it: no library, no adapter, no transaction");

  static final ArchRule DOMAIN_API_HAS_NO_CYCLES =
      slices()
          .matching("org.hutong.(*)..")
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package, and change together");

  static final ArchRule CORE_KEEPS_TO_ITS_FLOOR =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hutong.gateway..", "org.hutong.adapter.*..")
          .because(
              "core stands below gateways and adapters; it meets adapters through the SPI only,"
                  + " and a gateway not at all, so that both can be exchanged");

  static final ArchRule CORE_LIVES_IN_ITS_ROOMS =
      classes()
          .should()
          .resideInAPackage("org.hutong.core..")
          .because("a package elsewhere could meet another bundle's of the same name");

  static final ArchRule CORE_ROOMS_HAVE_NO_CYCLES =
      slices()
          .matching("org.hutong.core.(*)..")
          .should()
          .beFreeOfCycles()
          .because("rooms that need each other cannot be read, tested or moved one by one");

  static final ArchRule NOBODY_CALLS_THE_WIRING =
      noClasses()
          .that()
          .resideInAPackage("org.hutong.core.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.hutong.core")
          .because("org.hutong.core puts the rooms together; a room that calls it hides a cycle");

  static final ArchRule ADAPTERS_HAVE_NO_JDK_HTTP_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because(
              "java.net.http.HttpClient has no close() on 17: its threads would keep the class"
                  + " loader of a swapped adapter. Apache HttpClient 5 instead");

  static final ArchRule GATEWAYS_SEE_SERVICES_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hutong.adapter..", "org.hutong.core..")
          .because(
              "a gateway says in its protocol what domain-api says: REST, SOAP and the console mean"
                  + " the same because none of them reaches deeper");

  static final ArchRule GATEWAYS_SPEAK_NO_SQL =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql", "javax.sql..")
                  .and(
                      not(equivalentTo(SQLException.class))
                          .as("are not SQLException (its SQLState is named in an incident's log)")))
          .because("one writer owns the database; what a gateway wrote beside it would be unseen");

  private record Room(List<String> sees, String reason) {}

  /** The rooms of core: each sees these others and no more. */
  private static final Map<String, Room> ROOMS =
      together(
          Map.of(
              "rules", new Room(List.of(), "how files of rules are read is known to no room above"),
              "store", new Room(List.of(), "the writer runs units without knowing what they say"),
              "access",
                  new Room(
                      List.of("rules", "settings", "store"),
                      "who may is decided without the cases"),
              "audit", new Room(List.of("store"), "the trail takes rows from all and asks nobody"),
              "catalogue",
                  new Room(List.of("rules", "store"), "items are files; cases look at them"),
              "systems", new Room(List.of("rules", "store"), "systems are files and adapters"),
              "mapping",
                  new Room(List.of("rules", "systems"), "a mapping sees documents, never the case"),
              "delivery",
                  new Room(
                      List.of("mapping", "systems", "rules", "settings", "store"),
                      "a lane sends what stands in the ledger; of a case it knows the number"),
              "casework",
                  new Room(
                      List.of("catalogue", "delivery", "statistics", "store"),
                      "a case appends its deliveries in its own unit of the writer"),
              "inbound",
                  new Room(
                      List.of("mapping", "casework", "systems", "rules", "store"),
                      "what comes in becomes a case only through casework")),
          Map.of(
              "statistics",
              new Room(
                  List.of("catalogue", "mapping", "rules", "store", "systems"),
                  "numbers are kept and read without knowing how a case is handled"),
              "tasks",
              new Room(
                  List.of("casework", "store"),
                  "a task counts its limit and reads its requests as a case does, and may become"
                      + " one; no case knows of tasks"),
              "demands",
              new Room(
                  List.of("casework", "store"),
                  "a line of the log reads its requests as a case does; it is none"),
              "settings",
              new Room(List.of(), "what a setting means is the affair of the room that reads it"),
              "upkeep",
              new Room(
                  List.of("settings", "store"),
                  "backup and retention know the tables of all rooms and the classes of none")));

  private static Map<String, Room> together(Map<String, Room> some, Map<String, Room> more) {
    Map<String, Room> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  /** What an adapter's own technology needs beyond the JDK. */
  private static final Map<String, List<String>> PROTOCOLS =
      Map.of(
          "adapter-jdbc",
          List.of("com.zaxxer.hikari..", "org.postgresql..", "javax.sql.."),
          "adapter-rest",
          List.of(
              "org.apache.hc..",
              "com.fasterxml.jackson.core..",
              "javax.crypto..",
              "org.bouncycastle.crypto.."),
          "adapter-soap",
          List.of("org.apache.hc..", "javax.xml.."),
          "adapter-file",
          List.of(
              "org.apache.sshd..",
              "org.apache.poi..",
              "org.dhatim.fastexcel..",
              "org.apache.commons.compress.archivers.zip..",
              "com.fasterxml.aalto..",
              "javax.xml.stream.."),
          "adapter-webform",
          List.of());

  static Stream<String> rooms() {
    return ROOMS.keySet().stream();
  }

  /** What a room of core may not see. */
  static ArchRule room(String name) {
    Room room = ROOMS.get(name);
    String[] unseen =
        rooms()
            .filter(other -> !other.equals(name) && !room.sees().contains(other))
            .map(other -> "org.hutong.core." + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("org.hutong.core." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(unseen)
        .because(room.reason())
        .allowEmptyShould(true);
  }

  /** Which rooms core may have. */
  static ArchRule everyRoomIsInTheTable() {
    String[] known =
        Stream.concat(Stream.of("org.hutong.core"), rooms().map(r -> "org.hutong.core." + r + ".."))
            .toArray(String[]::new);
    return classes()
        .should()
        .resideInAnyPackage(known)
        .because("a new room first says here what it sees, and why");
  }

  static ArchRule adapter(String name) {
    String own = Bundle.of(name).privatePackage() + "..";
    List<String> protocol = PROTOCOLS.get(name);
    if (protocol == null) {
      throw new IllegalStateException(name + " has no row in Floors.PROTOCOLS: say what it needs");
    }
    return classes()
        .should()
        .onlyDependOnClassesThat(
            in(
                protocol,
                "java..",
                "javax.net.ssl",
                "org.jspecify.annotations",
                "org.slf4j",
                "org.osgi.framework",
                KERNEL,
                ADAPTER_SPI,
                "org.hutong.adapter.support..",
                own))
        .because(
            "an adapter gets a document and gives an outcome: it never sees a case, our database or"
                + " another bundle, so that it is swapped alone");
  }

  /** An adapter's or gateway's classes are its own; what its kind shares is copied into each. */
  static ArchRule privatePackages(Bundle bundle) {
    String kind = bundle.name().substring(0, bundle.name().indexOf('-'));
    return classes()
        .should()
        .resideInAnyPackage(bundle.privatePackage() + "..", "org.hutong." + kind + ".support..")
        .because("what is inside a bundle says so in its package, and is never exported");
  }

  /** Nobody's internals but one's own: bnd would let them pass, the appliance would not resolve. */
  static ArchRule othersInternals(Bundle bundle) {
    return noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.hutong..internal..")
                .and(not(resideInAPackage(bundle.privatePackage() + ".."))))
        .because(
            "bnd lets a bundle import another's internals, and the appliance then does not resolve"
                + " or restarts one with the other")
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> in(List<String> some, String... more) {
    return resideInAnyPackage(Stream.concat(some.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private Floors() {}
}
