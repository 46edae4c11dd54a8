package org.hutong.itests.features;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.karaf.bundle.core.BundleService;
import org.apache.karaf.bundle.core.BundleState;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** On the real Karaf of the distribution, booted without any of our features. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesAloneIT {
  private static final long LIMIT_MILLIS = 60_000;
  private static final String PLATFORM =
      "jaas, shell, ssh, feature, bundle, config, log, package, service, system, aries-blueprint";

  @Inject private FeaturesService features;
  @Inject private BundleService bundleService;
  @Inject private BundleContext context;

  @Configuration
  public Option[] distributionWithoutOurFeatures() {
    var unpacked = new File("target/exam").getAbsoluteFile();
    var data = new File("target/exam-data").getAbsolutePath();
    var keys = new File("target/exam-keys").getAbsolutePath();
    return new Option[] {
      karafDistributionConfiguration()
          .frameworkUrl(Distribution.tarball().toUri().toString())
          .name("Hutong")
          .unpackDirectory(unpacked)
          .useDeployFolder(false),
      keepRuntimeFolder(),
      configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
      editConfigurationFilePut("etc/org.apache.karaf.features.cfg", "featuresBoot", PLATFORM),
      editConfigurationFilePut(
          "etc/org.ops4j.pax.url.mvn.cfg",
          "org.ops4j.pax.url.mvn.localRepository",
          System.getProperty("localRepository")),
      systemProperty("hutong.config").value(new File("../../config").getAbsolutePath()),
      systemProperty("hutong.data").value(data),
      systemProperty("hutong.keys").value(keys),
      systemProperty("hutong.bind").value("127.0.0.1"),
      systemProperty("hutong.http.port").value("0"),
      systemProperty("hutong.ssh.port").value("0"),
    };
  }

  @Test
  public void eachOfOurFeaturesIsInstalledAloneAndEverythingIsActive() throws Exception {
    for (var name : ours()) {
      features.installFeature(name, EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
      assertEquals("after installing " + name, List.of(), notUp());
      features.uninstallFeature(name);
      assertFalse(name, features.isInstalled(features.getFeature(name)));
    }
  }

  private TreeSet<String> ours() throws Exception {
    var names = new TreeSet<String>();
    for (Feature feature : features.listFeatures()) {
      if (feature.getName().startsWith("hutong")) {
        names.add(feature.getName());
      }
    }
    assertFalse("There must be features of ours", names.isEmpty());
    return names;
  }

  /** The bundles that have not come up within the limit, Blueprint containers included. */
  private List<String> notUp() throws InterruptedException {
    var deadline = System.currentTimeMillis() + LIMIT_MILLIS;
    var waiting = states();
    while (!waiting.isEmpty() && System.currentTimeMillis() < deadline) {
      synchronized (this) {
        wait(100);
      }
      waiting = states();
    }
    var said = new ArrayList<String>();
    waiting.forEach((bundle, state) -> said.add(bundle + " is " + state));
    return said;
  }

  private TreeMap<String, String> states() {
    var states = new TreeMap<String, String>();
    Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName() != null)
        .filter(bundle -> !bundle.getSymbolicName().startsWith("PAXEXAM"))
        .forEach(
            bundle -> {
              var info = bundleService.getInfo(bundle);
              if (!info.isFragment() && !isUp(bundle, info.getState())) {
                states.put(
                    bundle.getSymbolicName(),
                    info.getState() + ": " + bundleService.getDiag(bundle).strip());
              }
            });
    return states;
  }

  private static boolean isUp(Bundle bundle, BundleState state) {
    var lazy = bundle.getHeaders().get("Bundle-ActivationPolicy") != null;
    return state == BundleState.Active || (lazy && state == BundleState.Starting);
  }
}
