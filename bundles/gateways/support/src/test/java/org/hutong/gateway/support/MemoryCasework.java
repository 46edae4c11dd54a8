package org.hutong.gateway.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Casework;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** One case, with its versions; refuses as the real one does where the gateway has a part in it. */
public final class MemoryCasework implements Casework {
  private record Done(Map<String, Object> body, Case answer) {}

  private static final Set<String> BODY =
      Set.of(
          "item", "subject", "agent", "guardian", "form", "materials", "channel", "origin", "note");
  private static final Set<String> PARTY =
      Set.of("kind", "name", "idType", "idNumber", "phone", "address", "community");

  private final Map<String, Done> byKey = new ConcurrentHashMap<>();
  public final AtomicInteger registered = new AtomicInteger();
  public volatile @Nullable Map<String, Object> body;
  public volatile @Nullable Map<String, Object> action;
  public volatile @Nullable Map<String, Object> form;
  public volatile @Nullable String purpose;
  public volatile @Nullable Caller caller;
  public volatile @Nullable RuntimeException fault;
  public volatile @Nullable Runnable during;

  /** Whether a body's fields are looked at, as core does. */
  public volatile boolean strict;

  private volatile long version = 1;

  @Override
  public Case register(Caller caller, String idempotencyKey, Map<String, Object> tree) {
    Runnable first = during;
    if (first != null) {
      first.run();
    }
    if (fault != null) {
      throw fault;
    }
    if (strict) {
      check(tree);
    } else if (tree.containsKey("surprise")) {
      throw Refused.fields(List.of(FieldError.of("/surprise", Code.FIELD_UNKNOWN)));
    }
    Done done =
        byKey.computeIfAbsent(
            idempotencyKey,
            k -> {
              registered.incrementAndGet();
              return new Done(tree, answer(tree));
            });
    if (!done.body.equals(tree)) {
      throw Refused.because(Code.IDEMPOTENCY_KEY_REUSED);
    }
    body = tree;
    return done.answer;
  }

  @Override
  public Case get(Caller caller, String number, @Nullable String purposeCode) {
    purpose = purposeCode;
    this.caller = caller;
    if (!number.equals(Samples.NUMBER)) {
      throw Refused.because(Code.CASE_NOT_FOUND);
    }
    return form == null
        ? Samples.aCase(number, 1, version)
        : Samples.aCase(number, 1, version, form);
  }

  @Override
  public Page<CaseSummary> search(Caller caller, Map<String, Object> query) {
    if (!query.containsKey("purpose")) {
      throw Refused.because(Code.PURPOSE_REQUIRED);
    }
    return new Page<>(List.of(Samples.summary()), new Cursor("c2"));
  }

  @Override
  public Case correct(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> patch) {
    body = patch;
    return changed(number, ifMatch);
  }

  @Override
  public Case act(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> tree) {
    action = tree;
    if (!"approve".equals(tree.get("action"))) {
      throw Refused.action(
          Code.CASE_ACTION_ILLEGAL,
          Code.CASE_ACTION_ILLEGAL.sentence(),
          List.of("approve", "withdraw"));
    }
    return changed(number, ifMatch);
  }

  @Override
  public Case evaluate(
      Caller caller,
      String number,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> evaluation) {
    if (ifMatch != null && ifMatch != version) {
      throw Refused.because(Code.CASE_STALE);
    }
    return Samples.aCase(number, 1, version);
  }

  // As core does, for a few fields: unknown names and wrong types, each with its pointer.
  private static void check(Map<String, Object> tree) {
    List<FieldError> errors = new ArrayList<>();
    object("", tree, BODY, errors);
    if (tree.get("subject") instanceof Map<?, ?> subject) {
      object("/subject", subject, PARTY, errors);
      if (!(subject.get("idNumber") instanceof String id) || !id.matches("[0-9]{17}[0-9X]")) {
        errors.add(FieldError.of("/subject/idNumber", Code.ID_NUMBER_INVALID));
      }
    } else if (tree.get("subject") != null) {
      errors.add(FieldError.of("/subject", Code.FIELD_TYPE));
    }
    if (tree.get("item") instanceof Map<?, ?> item && !(item.get("version") instanceof Long)) {
      errors.add(FieldError.of("/item/version", Code.FIELD_TYPE));
    }
    if (!tree.containsKey("item") && !tree.containsKey("subject")) {
      errors.add(FieldError.of("/item", Code.FIELD_MISSING));
      errors.add(FieldError.of("/subject", Code.FIELD_MISSING));
      throw Refused.fields(Code.NOT_A_SERVICE_RECORD, Code.NOT_A_SERVICE_RECORD.sentence(), errors);
    }
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
  }

  private static void object(
      String pointer, Map<?, ?> tree, Set<String> known, List<FieldError> errors) {
    for (Object name : tree.keySet()) {
      if (!known.contains(name)) {
        errors.add(FieldError.of(pointer + "/" + name, Code.FIELD_UNKNOWN));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Case answer(Map<String, Object> tree) {
    return tree.get("form") instanceof Map<?, ?> form
        ? Samples.aCase(Samples.NUMBER, 1, 1, (Map<String, Object>) form)
        : Samples.aCase(Samples.NUMBER, 1, 1);
  }

  private Case changed(String number, @Nullable Long ifMatch) {
    if (ifMatch == null) {
      throw Refused.because(Code.PRECONDITION_MISSING);
    }
    if (ifMatch != version) {
      throw Refused.because(Code.CASE_STALE);
    }
    version++;
    return Samples.aCase(number, 2, version);
  }
}
