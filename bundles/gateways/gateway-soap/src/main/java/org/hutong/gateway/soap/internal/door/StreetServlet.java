package org.hutong.gateway.soap.internal.door;

import java.util.Map;
import java.util.regex.Pattern;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.Bus;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.hutong.gateway.soap.internal.problem.EnvelopeRefused;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** CXF's servlet on a bus of its own, behind the {@link Gate}; one path, the contract, no list. */
public final class StreetServlet extends CXFNonSpringServlet {
  /** Below the servlet's own {@code /soap}. */
  public static final String PATH = "/v1/street";

  /** CXF's own settings: no list of services. */
  public static final Map<String, String> INIT = Map.of("hide-service-list-page", "true");

  private static final Pattern CONTRACT = Pattern.compile("(?i:wsdl)=?|xsd=street-v1\\.xsd");

  private final transient Gate gate;
  private final transient FaultSender faults;

  public StreetServlet(Bus bus, Gate gate, FaultSender faults) {
    setBus(bus);
    this.gate = gate;
    this.faults = faults;
  }

  @Override
  protected void invoke(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      if (!PATH.equals(request.getPathInfo())) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      gate.enter();
    } catch (Refused e) {
      faults.send(request, response, e, "before any operation");
      return;
    }
    try {
      gate.mustBePrivate(request);
      check(request);
      super.invoke(request, response);
    } catch (Refused | EnvelopeRefused e) {
      faults.send(request, response, e, "before any operation");
    } finally {
      gate.leave();
    }
  }

  private void check(HttpServletRequest request) {
    switch (request.getMethod()) {
      case "POST" -> gate.mustBeReadable(request);
      case "GET" -> {
        String query = request.getQueryString();
        if (query == null || !CONTRACT.matcher(query).matches()) {
          throw Refused.because(Code.METHOD_NOT_ALLOWED);
        }
      }
      default -> throw Refused.because(Code.METHOD_NOT_ALLOWED);
    }
  }
}
