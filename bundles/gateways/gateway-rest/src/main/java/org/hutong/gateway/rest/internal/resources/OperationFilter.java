package org.hutong.gateway.rest.internal.resources;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import org.hutong.gateway.rest.internal.problems.RequestName;

/** Once the resource is found: names the request for the log, and refuses unknown parameters. */
public final class OperationFilter implements ContainerRequestFilter {
  private record Operation(String template, Set<String> parameters) {}

  private final ConcurrentMap<Method, Operation> operations = new ConcurrentHashMap<>();
  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Operation operation =
        operations.computeIfAbsent(resource.getResourceMethod(), OperationFilter::of);
    RequestName.setTemplate(request, operation.template);
    String query = request.getQueryString();
    if (query != null) {
      Query.check(query, operation.parameters);
    }
  }

  private static Operation of(Method method) {
    Set<String> parameters = new HashSet<>();
    for (Annotation[] annotations : method.getParameterAnnotations()) {
      for (Annotation annotation : annotations) {
        if (annotation instanceof QueryParam parameter) {
          parameters.add(parameter.value());
        }
      }
    }
    return new Operation(template(method), Set.copyOf(parameters));
  }

  private static String template(Method method) {
    Path below = method.getAnnotation(Path.class);
    String root = "/" + method.getDeclaringClass().getAnnotation(Path.class).value();
    return below == null ? root : root + "/" + below.value();
  }
}
