package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;

import java.io.IOException;
import java.net.http.HttpRequest;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.HandlerWrapper;
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

  @Test
  void plainHttpFromAnotherMachineIsRefusedForEverything() throws Exception {
    Harness harness = new Harness(server -> asIfFrom(server, "203.0.113.7", false));
    try {
      for (String path :
          new String[] {
            "/api/v1/systems", "/api/v1/openapi.json", "/health/live", "/metrics", "/x"
          }) {
        assertProblem(harness.get(path), 403, "TLS_REQUIRED");
      }
      HttpRequest.Builder pretended =
          harness.request("/api/v1/systems").header("X-Forwarded-For", "127.0.0.1");
      assertProblem(harness.send(pretended), 403, "TLS_REQUIRED");
      assertThat(harness.services.authenticator.asked.get()).isZero();
    } finally {
      harness.close();
    }
  }

  @Test
  void tlsFromAnotherMachineIsWelcome() throws Exception {
    Harness harness = new Harness(server -> asIfFrom(server, "203.0.113.7", true));
    try {
      assertThat(harness.get("/api/v1/systems").statusCode()).isEqualTo(200);
    } finally {
      harness.close();
    }
  }

  @Test
  void everyFormOfLoopbackIsThisMachine() throws Exception {
    for (String address : new String[] {"127.0.0.1", "127.8.8.8", "0:0:0:0:0:0:0:1", "[::1]"}) {
      Harness harness = new Harness(server -> asIfFrom(server, address, false));
      try {
        assertThat(harness.get("/api/v1/systems").statusCode()).as(address).isEqualTo(200);
      } finally {
        harness.close();
      }
    }
  }
}
