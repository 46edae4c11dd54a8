package org.hutong.gateway.rest.internal.resources;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import org.jspecify.annotations.Nullable;

/** Which methods a path has, as the resources' annotations say. */
public final class Routes {
  /** One operation: {@code GET /v1/cases/{number}}, and the Java method that serves it. */
  public record Route(String method, String template, Method java) {
    private boolean matches(String path) {
      String pattern =
          Arrays.stream(template.split("/", -1))
              .map(s -> s.startsWith("{") ? "[^/]+" : Pattern.quote(s))
              .reduce((a, b) -> a + "/" + b)
              .orElse("");
      return path.matches(pattern);
    }
  }

  private final List<Route> routes = new ArrayList<>();

  public Routes(List<?> resources) {
    for (Object resource : resources) {
      for (Method method : resource.getClass().getMethods()) {
        String verb = verb(method);
        if (verb != null) {
          routes.add(new Route(verb, template(method), method));
        }
      }
    }
  }

  /** All of them. */
  public List<Route> all() {
    return List.copyOf(routes);
  }

  /**
   * What a path allows, such as {@code GET, HEAD, OPTIONS}; null where there is no such path.
   *
   * @param path below {@code /api}
   */
  public @Nullable String allowed(String path) {
    List<Route> hits = new ArrayList<>(routes.stream().filter(r -> r.matches(path)).toList());
    if (hits.isEmpty()) {
      return null;
    }
    // A literal path hides the template that would match it too, as JAX-RS has it.
    hits.sort(Comparator.comparingLong(r -> r.template.chars().filter(c -> c == '{').count()));
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    for (Route route : hits) {
      if (route.template.equals(hits.get(0).template)) {
        methods.add(route.method);
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  static String template(Method method) {
    Path below = method.getAnnotation(Path.class);
    String root = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
    return below == null ? root : root + "/" + below.value();
  }

  private static @Nullable String verb(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
      if (verb != null) {
        return verb.value();
      }
    }
    return null;
  }
}
