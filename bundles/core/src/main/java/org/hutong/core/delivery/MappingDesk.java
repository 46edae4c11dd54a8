package org.hutong.core.delivery;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.STREET_IT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.core.mapping.Differences;
import org.hutong.core.mapping.Failure;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.mapping.MadeUpInput;
import org.hutong.core.mapping.MappingFailed;
import org.hutong.core.store.Store;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.systems.Mappings;
import org.jspecify.annotations.Nullable;

/** Mappings over kept examples and over the documents that the lanes really sent. */
public final class MappingDesk implements Mappings {
  private static final int MOST = 1000;
  private static final String LAST =
      """
      SELECT id, case_id, case_number, revision, operation, mapping FROM delivery
       WHERE system_id = ? AND mapping IS NOT NULL
       ORDER BY id DESC FETCH FIRST ? ROWS ONLY
      """;

  private final String street;
  private final Store store;
  private final CaseSource cases;
  private final SystemRegister register;

  /** Reads the ledger and the cases; writes neither. */
  public MappingDesk(String street, Store store, CaseSource cases, SystemRegister register) {
    this.street = street;
    this.store = store;
    this.cases = cases;
    this.register = register;
  }

  /** A document as its lane mapped it. */
  private record Sent(String delivery, String mapping, Map<String, Object> input) {}

  @Override
  public List<Check> check(Caller caller, @Nullable String system) {
    caller.mustBe(STREET_IT, ADMIN);
    List<SystemDefinition> systems = system == null ? register.all() : List.of(find(system));
    return systems.stream().map(MappingDesk::check).toList();
  }

  private static Check check(SystemDefinition system) {
    JsonataMapper mapper = new JsonataMapper();
    List<Problem> problems = new ArrayList<>();
    mapper
        .check(system)
        .forEach(
            fault ->
                problems.add(
                    new Problem(system.id(), fault.file(), null, null, null, fault.line())));
    int examples = 0;
    try {
      for (Examples.Example example : Examples.of(system.folder())) {
        examples++;
        again(mapper, system, example, problems);
      }
    } catch (IOException e) {
      problems.add(new Problem(system.id(), Examples.FOLDER, null, null, null, "样例文件无法读取，或不是样例"));
    }
    return new Check(system.id(), mapper.files(system).size(), examples, List.copyOf(problems));
  }

  private static void again(
      JsonataMapper mapper,
      SystemDefinition system,
      Examples.Example example,
      List<Problem> problems) {
    try {
      Map<String, Object> now = mapper.document(system, example.mapping(), example.input());
      for (Differences.Field field : Differences.between(example.expected(), now)) {
        problems.add(
            new Problem(
                system.id(), example.mapping(), example.name(), field.path(), null, "结果与已认可的样例不同"));
      }
    } catch (MappingFailed e) {
      problems.add(problem(system, example.mapping(), example.name(), e));
    }
  }

  private static Problem problem(
      SystemDefinition system, String mapping, String document, MappingFailed e) {
    String reason = String.valueOf(e.getMessage());
    Failure where = Failure.of(system.folder(), mapping, reason);
    return new Problem(system.id(), mapping, document, where.field(), where.expression(), reason);
  }

  @Override
  public DryRun dryRun(
      Caller caller, String system, @Nullable Path draft, int last, boolean accept) {
    caller.mustBe(STREET_IT, ADMIN);
    if (last < 1 || last > MOST) {
      throw Refused.fields(List.of(FieldError.of("/last", Code.FIELD_VALUE)));
    }
    SystemDefinition now = find(system);
    Path folder = draft == null ? now.folder().resolve("draft") : draft;
    if (!Files.isDirectory(folder)) {
      throw Refused.fields(List.of(FieldError.of("/draft", Code.FIELD_VALUE)));
    }
    SystemDefinition next = in(now, folder);
    return new Run(now, next, new JsonataMapper(), accept).over(sent(now, last));
  }

  private SystemDefinition find(String system) {
    return register.find(system).orElseThrow(() -> Refused.because(Code.SYSTEM_NOT_FOUND));
  }

  private static SystemDefinition in(SystemDefinition d, Path folder) {
    return new SystemDefinition(
        d.id(),
        d.name(),
        d.aliases(),
        d.owner(),
        d.level(),
        d.depth(),
        d.technology(),
        d.limits(),
        d.answer(),
        d.settings(),
        d.secrets(),
        folder);
  }

  private List<Sent> sent(SystemDefinition system, int last) {
    return store.read(
        connection -> {
          List<Sent> found = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(LAST)) {
            query.setString(1, system.id());
            query.setInt(2, last);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(sent(connection, system.id(), row));
              }
            }
          }
          return found;
        });
  }

  private Sent sent(Connection connection, String system, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    long caseId = row.getLong("case_id");
    Operation operation = Operation.valueOf(row.getString("operation"));
    String number = row.getString("case_number");
    int revision = row.getInt("revision");
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("case", cases.document(connection, caseId, revision));
    input.put("operation", operation.name());
    input.put("key", new DeliveryKey(number, revision, system, operation).text());
    input.put(
        "receipt",
        operation == Operation.CREATE
            ? null
            : Sender.earlierReceipt(connection, caseId, system, id));
    input.put("street", street);
    return new Sent(DeliveryId.text(id), row.getString("mapping"), input);
  }

  /** One comparison of two folders. */
  private static final class Run {
    private final SystemDefinition now;
    private final SystemDefinition next;
    private final JsonataMapper mapper;
    private final boolean accept;
    private final Set<String> codes;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int same;
    private int accepted;

    Run(SystemDefinition now, SystemDefinition next, JsonataMapper mapper, boolean accept) {
      this.now = now;
      this.next = next;
      this.mapper = mapper;
      this.accept = accept;
      this.codes = mapper.codes(next);
    }

    DryRun over(List<Sent> documents) {
      mapper
          .check(next)
          .forEach(
              fault ->
                  problems.add(
                      new Problem(now.id(), fault.file(), null, null, null, fault.line())));
      if (problems.isEmpty()) {
        documents.forEach(this::compare);
      }
      return new DryRun(
          now.id(),
          next.folder().toString(),
          documents.size(),
          same,
          accepted,
          List.copyOf(differences),
          List.copyOf(problems));
    }

    private void compare(Sent sent) {
      Map<String, Object> after;
      try {
        after = mapper.document(next, sent.mapping(), sent.input());
      } catch (MappingFailed e) {
        problems.add(problem(next, sent.mapping(), sent.delivery(), e));
        return;
      }
      List<Differences.Field> fields;
      try {
        fields = Differences.between(mapper.document(now, sent.mapping(), sent.input()), after);
      } catch (MappingFailed e) {
        // What is in force fails and the draft does not: every field of it is new.
        fields = Differences.between(Map.of(), after);
      }
      same += fields.isEmpty() ? 1 : 0;
      for (Differences.Field field : fields) {
        differences.add(
            new Difference(
                sent.delivery(),
                sent.mapping(),
                field.path(),
                Differences.masked(field.before(), codes),
                Differences.masked(field.after(), codes)));
      }
      if (accept) {
        keep(sent);
      }
    }

    /** Kept with made-up values, so the result is computed from these. */
    private void keep(Sent sent) {
      Map<String, Object> input = MadeUpInput.of(sent.input(), mapper.values(next));
      try {
        Map<String, Object> expected = mapper.document(next, sent.mapping(), input);
        accepted += Examples.keep(now.folder(), sent.mapping(), input, expected) ? 1 : 0;
      } catch (MappingFailed e) {
        problems.add(problem(next, sent.mapping(), sent.delivery() + "（改编后）", e));
      } catch (IOException e) {
        problems.add(
            new Problem(now.id(), sent.mapping(), sent.delivery(), null, null, "样例不能写入系统文件夹"));
      }
    }
  }
}
