package org.hutong.gateway.support;

import java.time.Duration;
import org.hutong.access.Authenticator;
import org.hutong.casework.Casework;
import org.hutong.casework.Disputes;
import org.hutong.casework.Materials;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Units;
import org.hutong.changes.Changes;
import org.hutong.delivery.Deliveries;
import org.hutong.demands.Demands;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.statistics.Statistics;
import org.hutong.systems.Appliance;
import org.hutong.systems.Inbound;
import org.hutong.systems.Systems;
import org.hutong.tasks.Tasks;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The services as OSGi has them at this moment. */
public final class TrackedServices implements Services, AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ServiceTracker<Authenticator, Authenticator> authenticator;
  private final ServiceTracker<Catalogue, Catalogue> catalogue;
  private final ServiceTracker<CatalogueReports, CatalogueReports> reports;
  private final ServiceTracker<CatalogueAdmin, CatalogueAdmin> admin;
  private final ServiceTracker<Units, Units> units;
  private final ServiceTracker<Casework, Casework> casework;
  private final ServiceTracker<Materials, Materials> materials;
  private final ServiceTracker<Disputes, Disputes> disputes;
  private final ServiceTracker<Tasks, Tasks> tasks;
  private final ServiceTracker<Demands, Demands> demands;
  private final ServiceTracker<Deliveries, Deliveries> deliveries;
  private final ServiceTracker<Systems, Systems> systems;
  private final ServiceTracker<Inbound, Inbound> inbound;
  private final ServiceTracker<Appliance, Appliance> appliance;
  private final ServiceTracker<Changes, Changes> changes;
  private final ServiceTracker<Statistics, Statistics> statistics;

  public TrackedServices(BundleContext context) {
    authenticator = track(context, Authenticator.class);
    catalogue = track(context, Catalogue.class);
    reports = track(context, CatalogueReports.class);
    admin = track(context, CatalogueAdmin.class);
    units = track(context, Units.class);
    casework = track(context, Casework.class);
    materials = track(context, Materials.class);
    disputes = track(context, Disputes.class);
    tasks = track(context, Tasks.class);
    demands = track(context, Demands.class);
    deliveries = track(context, Deliveries.class);
    systems = track(context, Systems.class);
    inbound = track(context, Inbound.class);
    appliance = track(context, Appliance.class);
    changes = track(context, Changes.class);
    statistics = track(context, Statistics.class);
  }

  @Override
  public Authenticator authenticator() {
    return now(authenticator);
  }

  @Override
  public Catalogue catalogue() {
    return now(catalogue);
  }

  @Override
  public CatalogueReports catalogueReports() {
    return now(reports);
  }

  @Override
  public CatalogueAdmin catalogueAdmin() {
    return now(admin);
  }

  @Override
  public Units units() {
    return now(units);
  }

  @Override
  public Casework casework() {
    return now(casework);
  }

  @Override
  public Materials materials() {
    return now(materials);
  }

  @Override
  public Disputes disputes() {
    return now(disputes);
  }

  @Override
  public Tasks tasks() {
    return now(tasks);
  }

  @Override
  public Demands demands() {
    return now(demands);
  }

  @Override
  public Deliveries deliveries() {
    return now(deliveries);
  }

  @Override
  public Systems systems() {
    return now(systems);
  }

  @Override
  public Inbound inbound() {
    return now(inbound);
  }

  @Override
  public Appliance appliance() {
    return now(appliance);
  }

  @Override
  public Changes changes() {
    return now(changes);
  }

  @Override
  public Statistics statistics() {
    return now(statistics);
  }

  @Override
  public void close() {
    authenticator.close();
    catalogue.close();
    reports.close();
    admin.close();
    units.close();
    casework.close();
    materials.close();
    disputes.close();
    tasks.close();
    demands.close();
    deliveries.close();
    systems.close();
    inbound.close();
    appliance.close();
    changes.close();
    statistics.close();
  }

  private static <S> ServiceTracker<S, S> track(BundleContext context, Class<S> type) {
    ServiceTracker<S, S> tracker = new ServiceTracker<>(context, type, null);
    tracker.open();
    return tracker;
  }

  private static <S> S now(ServiceTracker<S, S> tracker) {
    S service = tracker.getService();
    if (service == null) {
      throw Refused.later(Code.STORE_UNAVAILABLE, RETRY_AFTER);
    }
    return service;
  }
}
