package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.assertFault;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.HandlerWrapper;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

class PlainHttpFromAfarTest {
  /** The machine that runs this may have no other address than loopback. */
  private static void asIfFrom(Server server, String address, boolean secure) {
    Handler inner = server.getHandler();
    HandlerWrapper afar =
        new HandlerWrapper() {
          @Override
          public void handle(
              String target, Request base, HttpServletRequest request, HttpServletResponse response)
              throws IOException, ServletException {
            super.handle(
                target,
                base,
                new HttpServletRequestWrapper(request) {
                  @Override
                  public String getRemoteAddr() {
                    return address;
                  }

                  @Override
                  public boolean isSecure() {
                    return secure;
                  }
                },
                response);
          }
        };
    afar.setHandler(inner);
    server.setHandler(afar);
  }

  private static HttpResponse<String> systems(Harness harness) throws Exception {
    return harness.call("GetSystems", "");
  }

  @Test
  void plainHttpFromAnotherMachineIsRefusedForEverything() throws Exception {
    Harness harness = new Harness(server -> asIfFrom(server, "203.0.113.7", false));
    try {
      assertFault(systems(harness), Code.TLS_REQUIRED);
      HttpRequest pretended =
          harness
              .request(Harness.envelope(Harness.token(), ""))
              .header("X-Forwarded-For", "127.0.0.1")
              .build();
      assertFault(harness.client.send(pretended, BodyHandlers.ofString()), Code.TLS_REQUIRED);
      HttpRequest contract =
          harness.request("").uri(harness.uri(Harness.PATH + "?wsdl")).GET().build();
      assertFault(harness.client.send(contract, BodyHandlers.ofString()), Code.TLS_REQUIRED);
      assertThat(harness.services.authenticator.asked.get()).isZero();
    } finally {
      harness.close();
    }
  }

  @Test
  void tlsFromAnotherMachineAndEveryFormOfLoopbackAreWelcome() throws Exception {
    String[][] welcome = {
      {"203.0.113.7", "true"}, {"127.8.8.8", "false"}, {"0:0:0:0:0:0:0:1", "false"}
    };
    for (String[] from : welcome) {
      Harness harness = new Harness(s -> asIfFrom(s, from[0], Boolean.parseBoolean(from[1])));
      try {
        assertThat(systems(harness).statusCode()).as(from[0]).isEqualTo(200);
      } finally {
        harness.close();
      }
    }
  }
}
