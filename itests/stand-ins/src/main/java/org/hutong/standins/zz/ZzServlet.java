package org.hutong.standins.zz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Sm3;

/** {@code /api/v1/…}: each request signed, each nonce once, no more calls a second than allowed. */
final class ZzServlet extends HttpServlet {
  static final String APP_ID = "djl";
  private static final String ROOT = "/api/v1/";
  private static final long CLOCKS_APART = 5 * 60_000;

  private final transient Register register;
  private final transient Clock clock;
  private final transient byte[] key;
  private final transient Set<String> nonces = new HashSet<>();
  private int drift;
  private int rate;
  private long second;
  private int inSecond;

  ZzServlet(Register register, Clock clock, String key) {
    this.register = register;
    this.clock = clock;
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  static Entry.Call describe(HttpServletRequest request, byte[] body) {
    String path = request.getRequestURI();
    return new Entry.Call(
        "FETCH", request.getMethod() + " " + path, request.getQueryString(), false);
  }

  /** How many rows change after each page, and how many calls a second are answered; 0: any. */
  synchronized void settings(int newDrift, int newRate) {
    drift = newDrift;
    rate = newRate;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = 200;
    ObjectNode answer;
    if (!signed(request)) {
      status = 401;
      answer = Json.object().put("code", "ZZ401").put("msg", "签名无效");
    } else if (tooMany()) {
      status = 429;
      response.setHeader("Retry-After", "1");
      answer = Json.object().put("code", "ZZ429").put("msg", "请求过多");
    } else {
      answer = page(request);
      if (answer == null) {
        status = 404;
        answer = Json.object().put("code", "ZZ404").put("msg", "无此数据");
      }
    }
    response.setStatus(status);
    response.setContentType("application/json; charset=utf-8");
    response.getOutputStream().write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
  }

  private synchronized boolean signed(HttpServletRequest request) {
    String time = String.valueOf(request.getHeader("X-Time"));
    String nonce = String.valueOf(request.getHeader("X-Nonce"));
    String content =
        String.join(
            "\n",
            APP_ID,
            time,
            nonce,
            request.getMethod(),
            request.getRequestURI(),
            request.getQueryString() == null ? "" : request.getQueryString(),
            HexFormat.of().formatHex(Sm3.hash(new byte[0])));
    String sign = HexFormat.of().formatHex(Sm3.hmac(key, content.getBytes(StandardCharsets.UTF_8)));
    boolean right =
        APP_ID.equals(request.getHeader("X-App-Id"))
            && time.matches("[0-9]{13}")
            && Math.abs(clock.millis() - Long.parseLong(time)) < CLOCKS_APART
            && MessageDigest.isEqual(
                sign.getBytes(StandardCharsets.US_ASCII),
                String.valueOf(request.getHeader("X-Sign")).getBytes(StandardCharsets.US_ASCII));
    return right && nonces.add(nonce);
  }

  private synchronized boolean tooMany() {
    long now = clock.millis() / 1000;
    inSecond = now == second ? inSecond + 1 : 1;
    second = now;
    return rate > 0 && inSecond > rate;
  }

  private ObjectNode page(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (!path.startsWith(ROOT)) {
      return null;
    }
    String list = path.substring(ROOT.length());
    String since = request.getParameter("since");
    ObjectNode page =
        register.page(
            list,
            since == null ? "" : since,
            number(request.getParameter("page"), 1, 1_000_000),
            number(request.getParameter("size"), 100, 500));
    int changes;
    synchronized (this) {
      changes = drift;
    }
    if (page != null && changes > 0) {
      register.change(list, changes);
    }
    return page;
  }

  private static int number(String text, int otherwise, int most) {
    return text == null || !text.matches("[1-9][0-9]{0,5}")
        ? otherwise
        : Math.min(most, Integer.parseInt(text));
  }
}
