package org.hutong.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloorsTest {
  /** No floor: wrapped libraries, code that is copied into each adapter, the kit for authors. */
  private static final List<String> NO_FLOOR =
      List.of(
          "third-party/derby",
          "third-party/ssh-guard",
          "adapters/support",
          "gateways/support",
          "adapters/adapter-tck",
          "adapters/adapter-archetype");

  private static final JavaClasses CORE = Bundle.of(Bundle.CORE).classes();

  @Test
  void everyBundleOfTheTreeStandsOnAFloor() throws IOException {
    String pom = Files.readString(Path.of(System.getProperty("checkout"), "pom.xml"));
    List<String> modules =
        Pattern.compile("<module>bundles/(.+?)</module>")
            .matcher(pom)
            .results()
            .map(found -> found.group(1))
            .filter(module -> !NO_FLOOR.contains(module))
            .map(module -> module.substring(module.lastIndexOf('/') + 1))
            .toList();

    assertThat(modules)
        .as("a new bundle is named in Bundle and takes its dependency in this module's pom")
        .containsExactlyInAnyOrderElementsOf(Bundle.all().stream().map(Bundle::name).toList());
  }

  @Test
  void theKernelStandsOnTheJdkOnly() {
    Floors.KERNEL_STANDS_ON_THE_JDK_ONLY.check(Bundle.of(Bundle.KERNEL).classes());
  }

  @Test
  void theAdapterSpiStandsOnTheKernel() {
    Floors.ADAPTER_SPI_STANDS_ON_THE_KERNEL.check(Bundle.of(Bundle.ADAPTER_SPI).classes());
  }

  @Test
  void theDomainApiStandsOnTheKernelAndHasNoCycles() {
    JavaClasses domainApi = Bundle.of(Bundle.DOMAIN_API).classes();

    Floors.DOMAIN_API_STANDS_ON_THE_KERNEL.check(domainApi);
    Floors.DOMAIN_API_HAS_NO_CYCLES.check(domainApi);
  }

  @Test
  void coreKeepsToItsFloor() {
    Floors.CORE_KEEPS_TO_ITS_FLOOR.check(CORE);
    Floors.CORE_LIVES_IN_ITS_ROOMS.check(CORE);
    Floors.everyRoomIsInTheTable().check(CORE);
  }

  static Stream<String> rooms() {
    return Floors.rooms();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomOfCoreSeesOnlyWhatTheTableSays(String room) {
    Floors.room(room).check(CORE);
  }

  @Test
  void theRoomsOfCoreHaveNoCyclesAndNobodyCallsTheWiring() {
    Floors.CORE_ROOMS_HAVE_NO_CYCLES.check(CORE);
    Floors.NOBODY_CALLS_THE_WIRING.check(CORE);
  }

  static Stream<String> adapters() {
    return Bundle.ADAPTERS.stream();
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void anAdapterSeesTheSpiAndItsProtocolOnly(String adapter) {
    JavaClasses classes = Bundle.of(adapter).classes();

    Floors.adapter(adapter).check(classes);
    Floors.ADAPTERS_HAVE_NO_JDK_HTTP_CLIENT.check(classes);
    Floors.privatePackages(Bundle.of(adapter)).check(classes);
  }

  static Stream<String> gateways() {
    return Bundle.GATEWAYS.stream();
  }

  @ParameterizedTest
  @MethodSource("gateways")
  void aGatewaySeesServicesOnly(String gateway) {
    JavaClasses classes = Bundle.of(gateway).classes();

    Floors.GATEWAYS_SEE_SERVICES_ONLY.check(classes);
    Floors.GATEWAYS_SPEAK_NO_SQL.check(classes);
    Floors.privatePackages(Bundle.of(gateway)).check(classes);
  }

  static Stream<Bundle> bundles() {
    return Bundle.all().stream();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void nobodyImportsAnotherBundlesInternals(Bundle bundle) {
    Floors.othersInternals(bundle).check(bundle.classes());
  }
}
