package org.hutong.gateway.rest.internal.resources;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import org.hutong.gateway.rest.internal.problems.RequestName;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * Once the resource is found: names the request for the log, and refuses unknown parameters and
 * bodies that do not say what they are.
 */
public final class OperationFilter implements ContainerRequestFilter {
  private record Operation(String template, Set<String> parameters, boolean takesBody) {}

  private final ConcurrentMap<Method, Operation> operations = new ConcurrentHashMap<>();
  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Operation operation =
        operations.computeIfAbsent(resource.getResourceMethod(), OperationFilter::of);
    RequestName.setTemplate(request, operation.template);
    if (operation.takesBody && request.getHeader(HttpHeaders.CONTENT_TYPE) == null) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
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
    return new Operation(
        Routes.template(method),
        Set.copyOf(parameters),
        method.isAnnotationPresent(Consumes.class));
  }
}
