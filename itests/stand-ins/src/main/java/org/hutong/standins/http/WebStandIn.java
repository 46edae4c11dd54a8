package org.hutong.standins.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import javax.servlet.Servlet;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** A stand-in that is one servlet behind the faults: what all of them share. */
public abstract class WebStandIn implements StandIn {
  private final Path dir;
  private final Journal journal;
  private final Faults faults = new Faults();
  private HttpFront http;

  protected WebStandIn(Path dir, Journal journal) {
    this.dir = dir;
    this.journal = journal;
  }

  /** Begins to serve. */
  protected final void serve(
      int port, FaultFilter.Describer describer, Map<String, String> drift, Servlet servlet) {
    http = new HttpFront(port, new FaultFilter(journal, faults, describer, drift), servlet);
  }

  /** The path of its address, such as {@code /hub}. */
  protected abstract String root();

  /** What {@code _reset} takes back besides journal and faults. */
  protected abstract void forget();

  @Override
  public ObjectNode ready() {
    return Json.object()
        .put("port", http.port())
        .put("url", "http://127.0.0.1:" + http.port() + root())
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public final Journal journal() {
    return journal;
  }

  @Override
  public void control(JsonNode command) {
    faults.set(command);
  }

  @Override
  public ObjectNode state() {
    return faults.toJson();
  }

  @Override
  public final void reset() {
    faults.clear();
    journal.reset();
    forget();
  }

  @Override
  public final void close() {
    faults.close();
    http.close();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
