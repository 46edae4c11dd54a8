package org.hutong.gateway.rest.internal.problems;

import javax.servlet.http.HttpServletRequest;

/**
 * Names a request in the log: its method and the template of its path, nothing the client wrote.
 */
public final class RequestName {
  private static final String TEMPLATE = RequestName.class.getName() + ".template";

  private RequestName() {}

  /** Keeps the template once the resource is found. */
  public static void setTemplate(HttpServletRequest request, String template) {
    request.setAttribute(TEMPLATE, template);
  }

  /** Such as {@code POST /v1/cases}. */
  public static String of(HttpServletRequest request) {
    Object template = request.getAttribute(TEMPLATE);
    return method(request.getMethod()) + " " + (template == null ? "?" : template);
  }

  private static String method(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "?";
    };
  }
}
