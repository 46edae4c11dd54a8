package org.hutong.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packed bundles say of themselves. */
class ManifestsTest {
  static Stream<Bundle> contracts() {
    return Bundle.of(Bundle.CONTRACTS).stream();
  }

  static Stream<Bundle> others() {
    return Bundle.all().stream().filter(bundle -> !Bundle.CONTRACTS.contains(bundle.name()));
  }

  static Stream<Bundle> adapters() {
    return Bundle.of(Bundle.ADAPTERS).stream();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void aContractExportsVersionedPackagesOnly(Bundle contract) {
    Map<String, String> exports = Exports.of(contract);

    assertThat(exports).isNotEmpty();
    assertThat(exports)
        .as("%s: every exported package carries @Version in its package-info.java", contract)
        .allSatisfy((name, version) -> assertThat(version).as(name).matches("\\d+\\.\\d+\\.\\d+"));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void aContractExportsAllItHolds(Bundle contract) {
    List<String> packages =
        contract.entries().stream()
            .filter(entry -> entry.endsWith(".class"))
            .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
            .distinct()
            .toList();

    assertThat(Exports.of(contract).keySet())
        .as("%s: a contract has no state and no I/O, so nothing of it is private", contract)
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  @ParameterizedTest
  @MethodSource("others")
  void nobodyElseExportsAnything(Bundle bundle) {
    assertThat(Exports.of(bundle))
        .as("%s: whoever imports from it would be restarted with it", bundle)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("others")
  void aBundleIsWiredByOneXmlOfItsOwnName(Bundle bundle) {
    // Karaf's shell finds the console's commands by itself.
    boolean commandsOnly = bundle.manifest().getMainAttributes().getValue("Karaf-Commands") != null;

    assertThat(
            bundle.entries().stream()
                .filter(entry -> entry.matches("OSGI-INF/blueprint/.+"))
                .toList())
        .as("%s: Blueprint is contained in one file", bundle)
        .isEqualTo(
            commandsOnly ? List.of() : List.of("OSGI-INF/blueprint/" + bundle.name() + ".xml"));
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void anAdapterHasNothingThatReachesOutsideItself(Bundle adapter) {
    Attributes manifest = adapter.manifest().getMainAttributes();

    assertThat(
            Stream.of("Export-Package", "Fragment-Host", "DynamicImport-Package")
                .filter(header -> manifest.getValue(header) != null))
        .as("%s: such a bundle is refused by module-update, it could not be swapped alone", adapter)
        .isEmpty();
  }
}
