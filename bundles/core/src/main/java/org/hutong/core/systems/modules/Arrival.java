package org.hutong.core.systems.modules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.blueprint.container.BlueprintEvent;
import org.osgi.service.blueprint.container.BlueprintListener;

/**
 * Watches a module come up: every bundle active, its Blueprint created, its factories registered.
 * Karaf's own “Started” says none of this.
 */
final class Arrival implements AutoCloseable, BundleListener, ServiceListener, BlueprintListener {
  /** Its factories' technologies; or else, in Chinese, why it is not up. */
  record Verdict(boolean up, boolean hopeless, List<String> technologies, String reason) {
    static Verdict up(List<String> technologies) {
      return new Verdict(true, false, technologies, "");
    }

    static Verdict notYet(String reason) {
      return new Verdict(false, false, List.of(), reason);
    }

    static Verdict never(String reason) {
      return new Verdict(false, true, List.of(), reason);
    }
  }

  private final BundleContext context;
  private final List<Target.Part> parts;
  private final ServiceRegistration<BlueprintListener> registration;
  private final Map<Bundle, BlueprintEvent> blueprints = new HashMap<>();

  Arrival(BundleContext context, Target target) {
    this.context = context;
    this.parts = target.parts();
    context.addBundleListener(this);
    context.addServiceListener(this);
    // The extender tells a new listener what became of the bundles that are there already.
    this.registration = context.registerService(BlueprintListener.class, this, null);
  }

  /**
   * Waits until it is up, or cannot come up any more, or the time is over.
   *
   * @param ended whether Karaf has done all it would do: a bundle that is not active then never
   *     will
   */
  synchronized Verdict await(Duration limit, boolean ended) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Verdict verdict = verdict(ended);
    while (!verdict.up() && !verdict.hopeless()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return verdict;
      }
      wait(left);
      verdict = verdict(ended);
    }
    return verdict;
  }

  private Verdict verdict(boolean ended) {
    TreeSet<String> technologies = new TreeSet<>();
    for (Target.Part part : parts) {
      Bundle bundle = part.in(context).orElse(null);
      if (bundle == null) {
        String reason = part.symbolicName() + " 未能装入";
        return ended ? Verdict.never(reason) : Verdict.notYet(reason);
      }
      String name = bundle.getSymbolicName();
      if (bundle.getState() != Bundle.ACTIVE) {
        String reason = name + " 未能启动";
        return ended && bundle.getState() != Bundle.STARTING
            ? Verdict.never(reason)
            : Verdict.notYet(reason);
      }
      if (hasBlueprint(bundle)) {
        BlueprintEvent event = blueprints.get(bundle);
        if (event != null && event.getType() == BlueprintEvent.FAILURE) {
          return Verdict.never(name + " 的 Blueprint 未能建立：" + cause(event));
        }
        if (event == null || event.getType() != BlueprintEvent.CREATED) {
          return Verdict.notYet(name + " 的 Blueprint 没有建立");
        }
      }
      technologies.addAll(technologies(bundle));
    }
    return technologies.isEmpty()
        ? Verdict.notYet("没有登记接入工厂（AdapterFactory）")
        : Verdict.up(List.copyOf(technologies));
  }

  private static String cause(BlueprintEvent event) {
    Throwable cause = event.getCause();
    if (cause == null) {
      return "缺少依赖 " + Arrays.toString(event.getDependencies());
    }
    String text = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static boolean hasBlueprint(Bundle bundle) {
    return bundle.getHeaders().get("Bundle-Blueprint") != null
        || bundle.findEntries("OSGI-INF/blueprint", "*.xml", false) != null;
  }

  /** The technologies a bundle's factories serve now. */
  static List<String> technologies(Bundle bundle) {
    ServiceReference<?>[] registered = bundle.getRegisteredServices();
    List<String> technologies = new ArrayList<>();
    for (ServiceReference<?> service :
        registered == null ? new ServiceReference<?>[0] : registered) {
      String[] types = (String[]) service.getProperty(Constants.OBJECTCLASS);
      if (Arrays.asList(types).contains(AdapterFactory.class.getName())
          && service.getProperty(AdapterFactory.TECHNOLOGY) instanceof String technology) {
        technologies.add(technology);
      }
    }
    return technologies;
  }

  @Override
  public synchronized void blueprintEvent(BlueprintEvent event) {
    blueprints.put(event.getBundle(), event);
    notifyAll();
  }

  @Override
  public synchronized void bundleChanged(BundleEvent event) {
    notifyAll();
  }

  @Override
  public synchronized void serviceChanged(ServiceEvent event) {
    notifyAll();
  }

  @Override
  public void close() {
    registration.unregister();
    context.removeServiceListener(this);
    context.removeBundleListener(this);
  }
}
