package org.hutong.core.systems.modules;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** A framework and Karaf's features in memory, as far as modules see them. */
final class FakeKaraf {
  private static final Pattern FEATURE =
      Pattern.compile("<feature name=\"([^\"]+)\" version=\"([^\"]+)\">");
  private static final Pattern JAR = Pattern.compile("/([^/]+)-([0-9.]+)\\.jar</bundle>");

  /** What is told of each feature that is being installed, before it is. */
  interface Watch {
    void installs(String feature, String version) throws IOException;
  }

  /** Versions whose bundles do not start. */
  final Set<String> dead = new HashSet<>();

  /** What an operation of Karaf's that takes away answers with; empty: it works. */
  String stubborn = "";

  int state = Bundle.ACTIVE;
  Watch watch = (feature, version) -> {};

  private final List<Bundle> bundles = new CopyOnWriteArrayList<>();
  private final Set<URI> repositories = new HashSet<>();
  private final Map<String, Feature> installed = new TreeMap<>();
  private final Map<String, List<Bundle>> owned = new TreeMap<>();

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object answer =
                  switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> type.getSimpleName();
                    default -> handler.invoke(self, method, arguments);
                  };
              Class<?> gives = method.getReturnType();
              return answer == null && gives.isPrimitive() && gives != void.class
                  ? Array.get(Array.newInstance(gives, 1), 0)
                  : answer;
            });
    return type.cast(made);
  }

  BundleContext context() {
    return fake(
        BundleContext.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getBundles" -> bundles.toArray(new Bundle[0]);
              case "getBundle" -> framework();
              case "registerService" -> fake(ServiceRegistration.class, (s, m, a) -> null);
              case "getServiceReferences" ->
                  new ServiceReference<?>[] {fake(ServiceReference.class, (s, m, a) -> null)};
              case "getService" -> new BootFinished() {};
              default -> null;
            });
  }

  private Bundle framework() {
    FrameworkStartLevel level =
        fake(
            FrameworkStartLevel.class,
            (self, method, arguments) -> method.getName().equals("getStartLevel") ? 100 : null);
    return fake(
        Bundle.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getState" -> state;
              case "adapt" -> level;
              default -> null;
            });
  }

  FeaturesService features() {
    return fake(
        FeaturesService.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "listFeatures" -> new Feature[0];
              case "listInstalledFeatures" -> installed.values().toArray(new Feature[0]);
              case "listRepositories" -> known();
              case "addRepository" -> repositories.add((URI) arguments[0]) ? null : null;
              case "removeRepository" -> repositories.remove((URI) arguments[0]) ? null : null;
              case "installFeatures" -> install((Set<?>) arguments[0]);
              case "uninstallFeatures" -> uninstall((Set<?>) arguments[0]);
              default -> null;
            });
  }

  private Repository[] known() {
    return repositories.stream()
        .map(uri -> fake(Repository.class, (self, method, arguments) -> uri))
        .toArray(Repository[]::new);
  }

  private Object install(Set<?> ids) throws Exception {
    for (Object each : ids) {
      String id = String.valueOf(each).replace("\\.", ".");
      String name = id.substring(0, id.indexOf('/'));
      String version = id.substring(id.indexOf('/') + 1);
      watch.installs(name, version);
      for (URI repository : repositories) {
        String text =
            Files.exists(Path.of(repository)) ? Files.readString(Path.of(repository)) : "";
        Matcher feature = FEATURE.matcher(text);
        if (feature.find() && feature.group(1).equals(name) && feature.group(2).equals(version)) {
          place(name, version, repository, text);
          return null;
        }
      }
      throw new IllegalArgumentException("No matching features for " + id);
    }
    return null;
  }

  private void place(String name, String version, URI repository, String text) {
    bundles.removeAll(owned.getOrDefault(name, List.of()));
    List<Bundle> made = new ArrayList<>();
    Matcher jar = JAR.matcher(text);
    while (jar.find()) {
      made.add(bundle(jar.group(1), jar.group(2)));
    }
    bundles.addAll(made);
    owned.put(name, made);
    installed.put(
        name,
        fake(
            Feature.class,
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getName" -> name;
                  case "getVersion" -> version;
                  case "getRepositoryUrl" -> repository.toString();
                  default -> null;
                }));
  }

  private Object uninstall(Set<?> names) {
    if (!stubborn.isEmpty()) {
      throw new IllegalStateException(stubborn);
    }
    for (Object each : names) {
      String name = String.valueOf(each).replace("\\.", ".");
      installed.remove(name);
      bundles.removeAll(owned.getOrDefault(name, List.of()));
    }
    return null;
  }

  private Bundle bundle(String name, String version) {
    Dictionary<String, Object> service = new Hashtable<>();
    service.put(Constants.OBJECTCLASS, new String[] {AdapterFactory.class.getName()});
    service.put(AdapterFactory.TECHNOLOGY, "made-up");
    ServiceReference<?> factory =
        fake(
            ServiceReference.class,
            (self, method, arguments) ->
                method.getName().equals("getProperty") ? service.get(arguments[0]) : null);
    return fake(
        Bundle.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getSymbolicName" -> name;
              case "getVersion" -> new Version(version);
              case "getState" -> dead.contains(version) ? Bundle.RESOLVED : Bundle.ACTIVE;
              case "getHeaders" -> new Hashtable<String, String>();
              case "getRegisteredServices" -> new ServiceReference<?>[] {factory};
              case "uninstall" -> bundles.remove(self) ? null : null;
              default -> null;
            });
  }

  /** Names and versions of the bundles that are there. */
  List<String> bundles() {
    return bundles.stream().map(b -> b.getSymbolicName() + "/" + b.getVersion()).toList();
  }
}
