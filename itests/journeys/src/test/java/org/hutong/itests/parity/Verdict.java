package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a request was told, the same record for both doors.
 *
 * @param code of the refusal; empty when there is none
 * @param message the Chinese sentence
 */
record Verdict(String code, String message, List<Error> errors, List<String> allowedActions) {
  /** One thing that was wrong. */
  record Error(String pointer, String code, String message) {}

  /** Where in its own text the JSON is broken: of no use to who sent XML. */
  private static final Pattern PLACE = Pattern.compile("（第 \\d+ 行第 \\d+ 列附近）$");

  private static final Verdict GOOD = new Verdict("", "", List.of(), List.of());
  private static final Comparator<Error> ORDER =
      Comparator.comparing(Error::pointer).thenComparing(Error::code).thenComparing(Error::message);

  boolean isGood() {
    return code.isEmpty();
  }

  static Verdict ofRest(Wire.Reply reply) throws IOException {
    if (reply.status() < 300) {
      return GOOD;
    }
    JsonNode problem = Canonical.json(reply.text());
    List<Error> errors = new ArrayList<>();
    for (JsonNode error : problem.path("errors")) {
      errors.add(
          new Error(
              error.path("pointer").asText(),
              error.path("code").asText(),
              PLACE.matcher(error.path("message").asText()).replaceFirst("")));
    }
    errors.sort(ORDER);
    List<String> actions = new ArrayList<>();
    problem.path("allowedActions").forEach(action -> actions.add(action.asText()));
    return new Verdict(
        problem.path("code").asText(), problem.path("detail").asText(), errors, actions);
  }

  static Verdict ofSoap(Wire.Reply reply) throws IOException {
    Document document = Canonical.xml(reply.bytes());
    NodeList faults = document.getElementsByTagNameNS("*", "Fault");
    if (faults.getLength() == 0) {
      return GOOD;
    }
    Element problem = (Element) document.getElementsByTagNameNS("*", "problem").item(0);
    List<Error> errors = new ArrayList<>();
    NodeList found = problem.getElementsByTagNameNS("*", "error");
    for (int i = 0; i < found.getLength(); i++) {
      Element error = (Element) found.item(i);
      errors.add(new Error(child(error, "pointer"), child(error, "code"), child(error, "message")));
    }
    errors.sort(ORDER);
    List<String> actions = new ArrayList<>();
    NodeList allowed = problem.getElementsByTagNameNS("*", "action");
    for (int i = 0; i < allowed.getLength(); i++) {
      actions.add(allowed.item(i).getTextContent());
    }
    return new Verdict(child(problem, "code"), child(problem, "message"), errors, actions);
  }

  private static String child(Element of, String name) {
    NodeList found = of.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
