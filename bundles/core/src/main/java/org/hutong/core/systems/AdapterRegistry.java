package org.hutong.core.systems;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hutong.adapter.Health;
import org.hutong.adapter.SystemAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which adapter serves which system, now. Lends adapters for single calls, counts the calls in
 * flight, and when a factory goes, takes its adapters away first, then waits for those calls, then
 * closes. Knows nothing of OSGi: {@link AdapterTracker} does.
 */
public final class AdapterRegistry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdapterRegistry.class);
  private static final Duration CREATE_LIMIT = Duration.ofSeconds(10);

  /** How a system's adapter stands. */
  public enum Standing {
    READY,
    /** Its adapter is being swapped. */
    HELD,
    /** The technology's factory could not make it. */
    MISCONFIGURED,
    /** No factory of its technology is installed. */
    NOT_CONNECTED,
    /** No folder with a valid {@code system.yaml}. */
    UNDEFINED
  }

  private final SystemRegister register;
  private final ForeignCalls calls = new ForeignCalls();
  private final Retirement retirement;
  private final AdapterMaker maker;
  private final Factories factories = new Factories();
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();
  private final Set<String> underWork = ConcurrentHashMap.newKeySet();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final Set<String> heldBundles = ConcurrentHashMap.newKeySet();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Starts empty.
   *
   * @param drainLimit how long a leaving adapter waits for its calls
   */
  public AdapterRegistry(SystemRegister register, Duration drainLimit) {
    this(register, drainLimit, CREATE_LIMIT, System::nanoTime);
  }

  AdapterRegistry(
      SystemRegister register, Duration drainLimit, Duration createLimit, LongSupplier nanos) {
    this.register = register;
    this.maker = new AdapterMaker(calls, createLimit, nanos);
    this.retirement = new Retirement(calls, drainLimit);
  }

  /** Told the id of every system whose standing may have changed; must not block. */
  public void listen(Consumer<String> systemChanged) {
    listeners.add(systemChanged);
  }

  /** A factory came: its systems get their adapters before this returns. */
  public void add(FactoryEntry entry) {
    List<Slot> old;
    synchronized (this) {
      factories.add(entry);
      old = rebuild(entry.technology());
    }
    LOG.info("Adapter factory {} came", entry);
    tell(entry.technology());
    retirement.later(old);
  }

  /**
   * A factory goes: returns when its calls have left and its adapters are closed, at the latest
   * after the drain limit and five seconds, however many systems it serves.
   */
  public void remove(FactoryEntry entry) {
    List<Slot> old;
    synchronized (this) {
      if (!factories.remove(entry)) {
        return;
      }
      old = rebuild(entry.technology());
    }
    LOG.info("Adapter factory {} goes", entry);
    tell(entry.technology());
    retirement.now(old);
  }

  /** The register was read again: changed systems get new adapters, old ones drain. */
  public void reload() {
    Set<String> technologies = new HashSet<>();
    register.all().forEach(system -> technologies.add(system.technology()));
    slots.values().forEach(slot -> technologies.add(slot.factory.technology()));
    rebuild(technologies);
  }

  /** The appliance has booted: from now on bundles serve that are not the distribution's. */
  public void booted() {
    Set<String> technologies;
    synchronized (this) {
      technologies = factories.booted();
    }
    rebuild(technologies);
  }

  /**
   * Asks again, for one system, a factory that failed on its own account and has been left alone
   * for a while; nothing happens when there is none.
   */
  public void retry() {
    String system = maker.due().orElse(null);
    SystemDefinition definition = system == null ? null : register.find(system).orElse(null);
    FactoryEntry entry = null;
    if (definition != null) {
      synchronized (this) {
        entry = factories.serving(definition.technology()).orElse(null);
      }
    }
    if (entry != null) {
      // Not under the lock: a bundle that goes meanwhile does not wait for it.
      Optional<SystemAdapter> made = maker.make(definition, entry, "is still not connected");
      if (made.isPresent()) {
        take(made.get(), definition, entry);
      }
    } else if (system != null) {
      maker.forget(system::equals); // there is nobody to ask, or nothing to ask for
    }
  }

  private void take(SystemAdapter adapter, SystemDefinition definition, FactoryEntry entry) {
    Slot slot = new Slot(definition, adapter, entry);
    Slot old;
    synchronized (this) {
      boolean wanted =
          register.find(definition.id()).filter(definition::equals).isPresent()
              && factories.serving(definition.technology()).filter(entry::equals).isPresent();
      old = wanted ? slots.put(definition.id(), slot) : slot;
      LOG.info("System {}: {} made an adapter after all", definition.id(), entry);
      if (old != null) {
        old.shut();
      }
    }
    listeners.forEach(listener -> listener.accept(definition.id()));
    retirement.later(old == null ? List.of() : List.of(old));
  }

  private void rebuild(Set<String> technologies) {
    List<Slot> old = new ArrayList<>();
    synchronized (this) {
      technologies.forEach(technology -> old.addAll(rebuild(technology)));
    }
    technologies.forEach(this::tell);
    retirement.later(old);
  }

  /** Lends the system's adapter for one call; empty unless its standing is READY. */
  public Optional<Lease> lease(String system) {
    Slot slot = slots.get(system);
    if (slot == null || isHeld(slot) || !slot.enter()) {
      return Optional.empty();
    }
    return Optional.of(new Lease(slot));
  }

  /** How the system's adapter stands. */
  public Standing standing(String system) {
    Slot slot = slots.get(system);
    boolean isHeld =
        slot != null
            ? isHeld(slot)
            : register.find(system).filter(d -> held.contains(d.technology())).isPresent();
    return isHeld ? Standing.HELD : beneath(system);
  }

  /** The same, as if nothing were held. */
  public Standing beneath(String system) {
    if (slots.containsKey(system)) {
      return Standing.READY;
    }
    if (register.find(system).isEmpty()) {
      return Standing.UNDEFINED;
    }
    return maker.error(system).isPresent() ? Standing.MISCONFIGURED : Standing.NOT_CONNECTED;
  }

  /** Whether it has no adapter because a factory failed on its own account, and is asked again. */
  public boolean failed(String system) {
    return !slots.containsKey(system) && maker.failed(system);
  }

  /** The version of the bundle whose adapter serves the system. */
  public Optional<String> adapterVersion(String system) {
    return Optional.ofNullable(slots.get(system)).map(slot -> slot.factory.version().toString());
  }

  /** What is wrong with the system's files or settings; Chinese sentences. */
  public List<String> errors(String system) {
    List<String> errors = new ArrayList<>(register.errors(system));
    maker.error(system).ifPresent(errors::add);
    return errors;
  }

  /** The systems that an installed factory serves. */
  public List<String> served(String technology) {
    return slots.values().stream()
        .filter(slot -> slot.factory.technology().equals(technology))
        .map(slot -> slot.definition.id())
        .sorted()
        .toList();
  }

  /** The systems that are declared to be of the technology. */
  public List<String> declared(String technology) {
    return register.all().stream()
        .filter(system -> system.technology().equals(technology))
        .map(SystemDefinition::id)
        .toList();
  }

  /** Whether adapters of the system's technology are being made just now. */
  public boolean isUnderWork(String system) {
    return register.find(system).filter(d -> underWork.contains(d.technology())).isPresent();
  }

  /** Lends no adapter of this technology until {@link #release}; calls in flight go on. */
  public void hold(String technology) {
    held.add(technology);
    tell(technology);
  }

  /** Lends again. */
  public void release(String technology) {
    held.remove(technology);
    tell(technology);
  }

  /**
   * Lends no adapter of these bundles until {@link #releaseBundles}, whatever technologies their
   * factories turn out to serve.
   *
   * @param bundles symbolic names
   */
  public void holdBundles(Set<String> bundles) {
    heldBundles.addAll(bundles);
    servedBy(bundles).forEach(this::tell);
  }

  /** Lends again. */
  public void releaseBundles(Set<String> bundles) {
    heldBundles.removeAll(bundles);
    servedBy(bundles).forEach(this::tell);
  }

  private Set<String> servedBy(Set<String> bundles) {
    return slots.values().stream()
        .map(slot -> slot.factory)
        .filter(factory -> bundles.contains(factory.bundle()))
        .map(FactoryEntry::technology)
        .collect(Collectors.toSet());
  }

  private boolean isHeld(Slot slot) {
    return held.contains(slot.factory.technology()) || heldBundles.contains(slot.factory.bundle());
  }

  /** Waits until no call of this technology is in flight; false when the time ran out. */
  public boolean drained(String technology, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    boolean empty = true;
    for (Slot slot : List.copyOf(slots.values())) {
      if (slot.factory.technology().equals(technology)) {
        empty &= slot.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    }
    return empty;
  }

  /**
   * What came of asking an adapter's health.
   *
   * @param answered false when the adapter threw, or gave nothing within the limit
   */
  public record Probe(boolean answered, Health health) {}

  /** Asks the system's health now, held or not; empty when no adapter serves it. */
  public Optional<Health> health(String system, Duration limit) {
    return probe(system, limit).map(Probe::health);
  }

  /** The same, telling a system that is down from an adapter that does not answer. */
  public Optional<Probe> probe(String system, Duration limit) {
    return Optional.ofNullable(slots.get(system))
        .filter(Slot::enter)
        .map(slot -> slot.probe(calls, limit));
  }

  /** Gives every system of the technology the adapter it should have; returns the ones replaced. */
  private List<Slot> rebuild(String technology) {
    underWork.add(technology);
    try {
      return rebuilt(technology);
    } finally {
      underWork.remove(technology);
    }
  }

  private List<Slot> rebuilt(String technology) {
    FactoryEntry serving = factories.serving(technology).orElse(null);
    Map<String, SystemDefinition> wanted = new HashMap<>();
    if (serving != null) {
      for (SystemDefinition definition : register.all()) {
        if (definition.technology().equals(technology)) {
          wanted.put(definition.id(), definition);
        }
      }
    }
    List<Slot> replaced = new ArrayList<>();
    for (Slot slot : List.copyOf(slots.values())) {
      String id = slot.definition.id();
      if (slot.factory.technology().equals(technology) && !wanted.containsKey(id)) {
        slots.remove(id);
        replaced.add(slot);
      }
    }
    maker.forget(id -> !wanted.containsKey(id) && isOf(technology, id));
    for (SystemDefinition definition : wanted.values()) {
      Slot now = slots.get(definition.id());
      if (now == null || !now.factory.equals(serving) || !now.definition.equals(definition)) {
        replace(definition, Objects.requireNonNull(serving), replaced);
      } else {
        maker.forget(definition.id()::equals);
      }
    }
    replaced.forEach(Slot::shut);
    return replaced;
  }

  private boolean isOf(String technology, String system) {
    return register.find(system).map(d -> d.technology().equals(technology)).orElse(true);
  }

  /** A definition that its factory cannot use leaves the one before in force. */
  private void replace(SystemDefinition definition, FactoryEntry entry, List<Slot> replaced) {
    Slot before = slots.get(definition.id());
    boolean stays = before != null && before.factory.equals(entry);
    String otherwise = stays ? "goes on with its former definition" : "is not connected";
    Optional<SystemAdapter> made = maker.make(definition, entry, otherwise);
    if (made.isPresent()) {
      slots.put(definition.id(), new Slot(definition, made.get(), entry));
    } else if (!stays) {
      slots.remove(definition.id());
    }
    if (before != null && (made.isPresent() || !stays)) {
      replaced.add(before);
    }
  }

  private void tell(String technology) {
    for (SystemDefinition definition : register.all()) {
      if (definition.technology().equals(technology)) {
        listeners.forEach(listener -> listener.accept(definition.id()));
      }
    }
  }

  /** Drains and closes every adapter. */
  @Override
  public void close() {
    List<Slot> old;
    synchronized (this) {
      factories.clear();
      old = List.copyOf(slots.values());
      slots.clear();
    }
    old.forEach(Slot::shut);
    retirement.now(old);
    retirement.close();
    calls.close();
  }
}
