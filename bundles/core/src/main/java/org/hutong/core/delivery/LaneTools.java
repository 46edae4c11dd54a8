package org.hutong.core.delivery;

import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import org.hutong.core.store.Store;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.SystemRegister;

/** What every lane works with. */
record LaneTools(
    Store store,
    SystemRegister register,
    AdapterRegistry adapters,
    Sender sender,
    Policy policy,
    BackOff backOff,
    Attempts attempts,
    MetricRegistry metrics,
    Clock clock,
    int queueCapacity) {}
