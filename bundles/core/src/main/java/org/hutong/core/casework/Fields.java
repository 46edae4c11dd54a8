package org.hutong.core.casework;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.Place;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object of a request and notes everything that is wrong, each with its
 * pointer. Nothing it notes repeats a value.
 */
public final class Fields {
  // As many as one answer says (Refused): a body of unknown names must not fill the heap.
  private static final int MOST_ERRORS = 100;

  private final Map<String, Object> tree;
  private final String pointer;
  private final List<FieldError> errors;

  /** Reads a request's body. */
  public Fields(Map<String, Object> tree) {
    this(tree, "", new ArrayList<>());
  }

  private Fields(Map<String, Object> tree, String pointer, List<FieldError> errors) {
    this.tree = tree;
    this.pointer = pointer;
    this.errors = errors;
  }

  /** Notes every field that is not among these. */
  public Fields only(String... known) {
    Set<String> names = Set.of(known);
    for (String name : tree.keySet()) {
      if (!names.contains(name)) {
        note(name, Code.FIELD_UNKNOWN);
      }
    }
    return this;
  }

  /** Notes what is wrong with a field. */
  public void note(String name, Code code) {
    add(FieldError.of(at(name), code));
  }

  /** The same in other words. */
  public void note(String name, Code code, String message) {
    add(new FieldError(at(name), code, message));
  }

  void addAll(List<FieldError> more) {
    more.forEach(this::add);
  }

  private void add(FieldError error) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(error);
    }
  }

  String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Whether it is there and not null. */
  public boolean has(String name) {
    return tree.get(name) != null;
  }

  /** As it came. */
  public @Nullable Object raw(String name) {
    return tree.get(name);
  }

  /** A text of 1 to {@code most} code points; null when missing. */
  public @Nullable String text(String name, int most) {
    Object value = tree.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      note(name, Code.FIELD_TYPE);
      return null;
    }
    if (text.codePointCount(0, text.length()) > most) {
      note(name, Code.FIELD_TOO_LONG);
      return null;
    }
    if (text.indexOf('\0') >= 0) {
      // PostgreSQL takes none, and would seem to be away.
      note(name, Code.FIELD_VALUE);
      return null;
    }
    return text;
  }

  /** The same, but it must be there and not blank. */
  public @Nullable String required(String name, int most) {
    if (tree.get(name) == null) {
      note(name, Code.FIELD_MISSING);
      return null;
    }
    String text = text(name, most);
    if (text != null && text.isBlank()) {
      note(name, Code.FIELD_MISSING);
      return null;
    }
    return text;
  }

  /**
   * A text for a column of that length: it counts UTF-16 units, as Derby does. Longer by one sign
   * beyond the basic plane it would fail the write, and seem to be a store that is away.
   */
  public @Nullable String column(String name, int most) {
    return fitting(name, text(name, most), most);
  }

  /** The same, but it must be there and not blank. */
  public @Nullable String requiredColumn(String name, int most) {
    return fitting(name, required(name, most), most);
  }

  private @Nullable String fitting(String name, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      note(name, Code.FIELD_TOO_LONG);
      return null;
    }
    return text;
  }

  /** A text that one of the kernel's values reads; its own sentence says what is wrong. */
  public <T> @Nullable T value(String name, int most, Code code, Function<String, T> parse) {
    String text = text(name, most);
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (InvalidValue e) {
      note(name, code, e.getMessage());
      return null;
    }
  }

  /** One of an enum's names. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = text(name, 40);
    if (text == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    note(name, Code.FIELD_VALUE);
    return null;
  }

  /** A whole number between two. */
  public @Nullable Long integer(String name, long least, long most) {
    Object value = tree.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof Long number)) {
      note(name, Code.FIELD_TYPE);
      return null;
    }
    if (number < least || number > most) {
      note(name, Code.FIELD_VALUE);
      return null;
    }
    return number;
  }

  /** Whether it is true. */
  public boolean flag(String name) {
    Object value = tree.get(name);
    if (value != null && !(value instanceof Boolean)) {
      note(name, Code.FIELD_TYPE);
    }
    return Boolean.TRUE.equals(value);
  }

  /** A day. */
  public @Nullable LocalDate date(String name) {
    String text = text(name, 10);
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      note(name, Code.FIELD_VALUE);
      return null;
    }
  }

  /** A place by its code in a scheme. */
  public @Nullable Place place(String name) {
    Fields place = object(name);
    if (place == null) {
      return null;
    }
    place.only("scheme", "code");
    String scheme = place.required("scheme", 32);
    String code = place.required("code", 40);
    if (scheme == null || code == null) {
      return null;
    }
    try {
      return new Place(scheme, code);
    } catch (InvalidValue e) {
      note(name, Code.PLACE_INVALID, e.getMessage());
      return null;
    }
  }

  /** An object inside; null when missing or no object. */
  public @Nullable Fields object(String name) {
    Object value = tree.get(name);
    if (value == null) {
      return null;
    }
    return nested(at(name), value);
  }

  @SuppressWarnings("unchecked")
  private @Nullable Fields nested(String place, @Nullable Object value) {
    if (!(value instanceof Map)) {
      add(FieldError.of(place, Code.FIELD_TYPE));
      return null;
    }
    return new Fields((Map<String, Object>) value, place, errors);
  }

  /** The objects of a list; empty when missing. */
  List<Fields> objects(String name, int most) {
    Object value = tree.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      note(name, Code.FIELD_TYPE);
      return List.of();
    }
    if (list.size() > most) {
      note(name, Code.FIELD_TOO_LONG);
      return List.of();
    }
    List<Fields> found = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Fields fields = nested(at(name) + "/" + i, list.get(i));
      if (fields != null) {
        found.add(fields);
      }
    }
    return found;
  }

  /** What was noted. */
  public List<FieldError> errors() {
    return errors;
  }

  /** Ends the request when anything was noted. */
  public void check() {
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
  }
}
