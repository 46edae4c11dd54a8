package org.hutong.gateway.support;

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
import org.hutong.statistics.Statistics;
import org.hutong.systems.Appliance;
import org.hutong.systems.Inbound;
import org.hutong.systems.Systems;
import org.hutong.tasks.Tasks;

/**
 * The services behind this gateway, each asked for when it is used: one that is away just now is
 * {@code STORE_UNAVAILABLE} for this one request, and nobody waits for it.
 */
public interface Services {
  Authenticator authenticator();

  Catalogue catalogue();

  CatalogueReports catalogueReports();

  CatalogueAdmin catalogueAdmin();

  Units units();

  Casework casework();

  Materials materials();

  Disputes disputes();

  Tasks tasks();

  Demands demands();

  Deliveries deliveries();

  Systems systems();

  Inbound inbound();

  Appliance appliance();

  Changes changes();

  Statistics statistics();
}
