package org.hutong.adapter;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes the adapters of one technology. Registered as an OSGi service with the property {@link
 * #TECHNOLOGY}; one factory serves every system whose {@code system.yaml} names that technology.
 *
 * <p>Duties: {@link #create} opens nothing that blocks (a system that is down must not keep its
 * adapter from being made) and keeps no state beyond the adapter it returns. It may be called from
 * any thread.
 */
@ConsumerType
public interface AdapterFactory {
  /** The service property that names the technology, for example {@code rest}. */
  String TECHNOLOGY = "hutong.technology";

  /**
   * Makes the adapter for one system.
   *
   * @throws InvalidConfig when the settings cannot be used; says which setting and why
   */
  SystemAdapter create(SystemConfig config) throws InvalidConfig;
}
