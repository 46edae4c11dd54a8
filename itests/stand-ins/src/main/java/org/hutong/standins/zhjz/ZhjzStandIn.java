package org.hutong.standins.zhjz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.security.auth.callback.Callback;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.wss4j.common.ConfigurationConstants;
import org.apache.wss4j.common.WSS4JConstants;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.hutong.standins.http.FaultFilter;
import org.hutong.standins.http.HttpFront;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** SI-02, stands for 区综合救助平台: SOAP 1.1 with a UsernameToken. 示例(虚构). */
public final class ZhjzStandIn implements StandIn {
  /** The one account, whose password is in {@code DIR/secret}. */
  public static final String USER = "djl-station";

  private static final String PATH = "/zhjz";
  private static final Map<String, String> DRIFT = Map.of("sldh", "slbh", "code", "jgdm");

  private final Path dir;
  private final Faults faults = new Faults();
  private final Journal journal;
  private final AidStore store;
  private final ZhjzSettings settings;
  private final Bus bus;
  private final HttpFront http;

  /**
   * Serves at once.
   *
   * @param delayMs how late each answer is, {@code MIN-MAX}
   * @param dedup false: each submit makes a new 受理单, whatever its 流水号
   * @param lookUp false: queryByLsh ends in the fault "unsupported"
   */
  public ZhjzStandIn(
      int port, Path dir, Clock clock, long seed, String delayMs, boolean dedup, boolean lookUp)
      throws IOException {
    this.dir = dir;
    String password = Secret.of(dir);
    journal = new Journal(dir, clock);
    store = new AidStore(journal, clock, dedup);
    settings = new ZhjzSettings(faults, seed, delayMs, lookUp);
    bus = BusFactory.newInstance().createBus();
    CXFNonSpringServlet servlet = new CXFNonSpringServlet();
    servlet.setBus(bus);
    SoapCalls calls = new SoapCalls();
    http = new HttpFront(port, new FaultFilter(journal, faults, calls::describe, DRIFT), servlet);
    publish(password);
  }

  private void publish(String password) {
    EndpointImpl endpoint = new EndpointImpl(bus, new ZhjzEndpoint(store, settings));
    endpoint.getInInterceptors().add(usernameToken(password));
    endpoint.getProperties().put("schema-validation-enabled", "IN");
    endpoint.getProperties().put("ws-security.enable.nonce.cache", "false");
    endpoint.getProperties().put("ws-security.enable.timestamp.cache", "false");
    endpoint.getProperties().put("ws-security.return.security.error", "true");
    endpoint.setPublishedEndpointUrl("http://127.0.0.1:" + http.port() + PATH);
    endpoint.publish(PATH);
  }

  private static WSS4JInInterceptor usernameToken(String password) {
    javax.security.auth.callback.CallbackHandler passwords =
        callbacks -> {
          for (Callback callback : callbacks) {
            if (callback instanceof WSPasswordCallback asked
                && USER.equals(asked.getIdentifier())) {
              asked.setPassword(password);
            }
          }
        };
    return new WSS4JInInterceptor(
        Map.of(
            ConfigurationConstants.ACTION, ConfigurationConstants.USERNAME_TOKEN,
            ConfigurationConstants.PASSWORD_TYPE, WSS4JConstants.PW_TEXT,
            ConfigurationConstants.PW_CALLBACK_REF, passwords));
  }

  @Override
  public String id() {
    return "SI-02";
  }

  @Override
  public ObjectNode ready() {
    String url = "http://127.0.0.1:" + http.port() + PATH;
    return Json.object()
        .put("port", http.port())
        .put("url", url)
        .put("wsdl", url + "?wsdl")
        .put("user", USER)
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void control(JsonNode command) {
    if (command.has("delayMs")) {
      settings.delayMs(command.get("delayMs").asText());
    }
    if (command.has("dedup")) {
      store.dedup(command.get("dedup").asBoolean());
    }
    if (command.has("lookUp")) {
      settings.lookUp(command.get("lookUp").asBoolean());
    }
    if (command.has("fault")) {
      faults.set(command);
    }
  }

  @Override
  public ObjectNode state() {
    return faults
        .toJson()
        .put("dedup", store.dedup())
        .put("lookUp", settings.lookUp())
        .put("delayMs", settings.delayMs());
  }

  @Override
  public void reset() {
    faults.clear();
    store.forget();
  }

  @Override
  public void close() {
    faults.close();
    http.close();
    bus.shutdown(true);
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
