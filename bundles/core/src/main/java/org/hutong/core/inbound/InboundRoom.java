package org.hutong.core.inbound;

import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.store.Store;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.FeedFacts;
import org.hutong.core.systems.Sources;
import org.hutong.core.systems.SystemRegister;
import org.hutong.systems.Appliance.Check;
import org.hutong.systems.Inbound;

/** The room's door: the pump and the services, opened and closed together. */
public final class InboundRoom {
  private final Sources sources;
  private final Pump pump;
  private final Freshness freshness;
  private final InboundDesk desk;

  /**
   * Asks nobody before {@link #start}.
   *
   * @param roomOnDisk while it is false nothing is taken in
   */
  public InboundRoom(
      String street,
      Store store,
      SystemRegister register,
      AdapterRegistry adapters,
      JsonataMapper mapper,
      Arrivals arrivals,
      BooleanSupplier roomOnDisk,
      MetricRegistry metrics,
      Clock clock) {
    sources = new Sources(adapters);
    RowReading reading = new RowReading(street, mapper, arrivals, store.vault(), clock);
    Keeping keeping = new Keeping(arrivals, store);
    pump = new Pump(register, sources, store, reading, keeping, roomOnDisk, clock);
    freshness = new Freshness(register, store, pump, metrics, clock);
    HistoryRun history = new HistoryRun(store, pump, reading, keeping);
    Reception reception =
        new Reception(street, register, reading, keeping, roomOnDisk, metrics, clock);
    desk =
        new InboundDesk(
            street, store, register, pump, freshness, reading, keeping, history, reception);
  }

  /** Asks the feeds from now on. */
  public void start() {
    pump.start();
    freshness.start();
  }

  /** For callers. */
  public Inbound desk() {
    return desk;
  }

  /** For the register of systems. */
  public FeedFacts facts() {
    return freshness;
  }

  /** For health: red for what is held or silent. */
  public List<Check> checks() {
    return freshness.checks();
  }

  /** Ends what is under way. */
  public void close() throws InterruptedException {
    freshness.close();
    pump.close();
    sources.close();
  }
}
