package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import java.util.function.Function;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** One page of a list; {@code next} is null on the last. */
public record ListAnswer<T>(String street, List<T> items, @Nullable Cursor next) {
  /** A page of the services. */
  public static <S, T> ListAnswer<T> of(String street, Page<S> page, Function<S, T> shape) {
    return new ListAnswer<>(street, page.items().stream().map(shape).toList(), page.next());
  }

  /** A list that comes whole. */
  public static <S, T> ListAnswer<T> whole(String street, List<S> list, Function<S, T> shape) {
    return new ListAnswer<>(street, list.stream().map(shape).toList(), null);
  }
}
