package org.hutong.core.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.mapping.Mapper;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.kernel.Operation;

/**
 * The traced forms of the items, kept until the item or a file of its mappings changes, which is
 * looked at no more than once in five seconds.
 */
public final class FormTraces implements FormLoad {
  private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(5);

  private record Kept(Item item, List<String> stamp, List<TracedField> fields, long lookedAt) {}

  private final Catalogue catalogue;
  private final SystemRegister systems;
  private final Mapper mapper;
  private final LongSupplier nanos;
  private final Map<ItemRef, Kept> kept = new ConcurrentHashMap<>();

  public FormTraces(Catalogue catalogue, SystemRegister systems, Mapper mapper) {
    this(catalogue, systems, mapper, System::nanoTime);
  }

  FormTraces(Catalogue catalogue, SystemRegister systems, Mapper mapper, LongSupplier nanos) {
    this.catalogue = catalogue;
    this.systems = systems;
    this.mapper = mapper;
    this.nanos = nanos;
  }

  @Override
  public int apart(ItemRef ref, Map<String, Object> body) {
    Object origin = body.get("origin") instanceof Map<?, ?> o ? o.get("system") : null;
    int fields = 0;
    for (TracedField field : created(ref)) {
      if (!field.system().equals(origin)) {
        fields += field.times(body);
      }
    }
    return fields;
  }

  /** The fields of the documents that make a record in each system. */
  List<TracedField> created(ItemRef ref) {
    Kept now = kept.get(ref);
    if (now != null && nanos.getAsLong() - now.lookedAt() < LOOK_AGAIN) {
      return now.fields();
    }
    Optional<Item> found = catalogue.item(ref);
    if (found.isEmpty()) {
      return List.of();
    }
    Item item = found.get();
    List<String> stamp = stamp(item);
    boolean same = now != null && now.item() == item && now.stamp().equals(stamp);
    List<TracedField> fields = same ? now.fields() : trace(item, Operation.CREATE, false);
    kept.put(ref, new Kept(item, stamp, fields, nanos.getAsLong()));
    return fields;
  }

  /** All fields of all documents of an item, also of those that come later. */
  List<TracedField> all(Item item) {
    List<TracedField> all = new ArrayList<>(created(item.ref()));
    Set<String> seen = new HashSet<>();
    all.forEach(f -> seen.add(f.system() + " " + f.field()));
    trace(item, Operation.CREATE, true).stream()
        .filter(f -> seen.add(f.system() + " " + f.field()))
        .forEach(all::add);
    for (Operation later : List.of(Operation.CORRECT, Operation.CANCEL)) {
      all.addAll(trace(item, later, later == Operation.CORRECT));
    }
    return all;
  }

  /** A system's name. */
  String name(String system) {
    return systems.find(system).map(SystemDefinition::name).orElse(system);
  }

  private List<TracedField> trace(Item item, Operation operation, boolean atEnd) {
    List<TracedField> fields = new ArrayList<>();
    for (Item.Target target : item.systems()) {
      boolean takes = operation == Operation.CREATE || target.updates().contains(operation);
      Optional<SystemDefinition> system = systems.find(target.system());
      if (takes && system.isPresent()) {
        fields.addAll(
            new FormTrace(mapper, system.get(), item, target).fields(operation.name(), atEnd));
      }
    }
    return List.copyOf(fields);
  }

  private List<String> stamp(Item item) {
    List<String> stamp = new ArrayList<>();
    for (Item.Target target : item.systems()) {
      systems
          .find(target.system())
          .ifPresent(
              s -> {
                stamp.add(of(s.folder().resolve(target.mapping())));
                stamp.add(of(s.folder().resolve("codes.csv")));
              });
    }
    return stamp;
  }

  private static String of(Path file) {
    try {
      return file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException e) {
      return file + " is not there";
    }
  }
}
