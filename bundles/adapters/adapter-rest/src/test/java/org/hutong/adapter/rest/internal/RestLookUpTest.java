package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.rest.internal.FakeHub.Reply;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers say that a key is not there: what is said so is sent again. */
class RestLookUpTest {
  private FakeHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private LookUp lookUp(String receipt, boolean emptyIsAbsent) throws Exception {
    Map<String, Object> settings = Samples.settings(hub.port());
    Map<String, Object> operations = Samples.operations();
    Map<String, Object> lookUp = new HashMap<>();
    lookUp.put("path", "/hub/cases?key={key}");
    lookUp.put("receipt", receipt);
    lookUp.put("emptyIsAbsent", emptyIsAbsent);
    operations.put("lookUp", lookUp);
    settings.put("operations", operations);
    try (SystemAdapter adapter = new RestAdapterFactory().create(Samples.config(settings))) {
      return adapter.lookUp(
          Samples.document("rest", Operation.CREATE).key(), TestContext.unmapped());
    }
  }

  private static Reply reply(int status, String type, String body) {
    return new Reply(
        status,
        type.isEmpty() ? Map.of() : Map.of("Content-Type", type),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <html>404 Not Found</html>, false",
    "text/plain, no route, false",
    "'', no route, false",
    "text/html, '', false",
    "application/json, {, false",
    "application/json, '{}', true",
    "application/problem+json, '{\"title\": \"none\"}', true",
    "'', '', true"
  })
  void notFoundCountsOnlyFromTheSystemItself(String type, String body, boolean absent)
      throws Exception {
    hub.answers(reply(404, type, body));

    assertThat(lookUp("/hubNo", false))
        .isInstanceOf(absent ? LookUp.Absent.class : LookUp.CannotTell.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/data/hubNo, '{\"data\": {}}', true",
    "/data/hubNo, '{\"data\": {\"hubNo\": null}}', true",
    "/data/0/hubNo, '{\"data\": []}', true",
    "/0/hubNo, '[]', true",
    "/hubNo, '{\"hubNo\": \"\"}', true",
    "/hubNo, '{\"code\": 500}', false",
    "/hubNo, '{}', false",
    "/data/hubNo, '{\"code\": 500}', false",
    "/data/hubNo, '{\"code\": 500, \"data\": null}', false",
    "/data/hubNo, '', false"
  })
  void anEmptyAnswerCountsOnlyWhereItHasThePlaceOfTheReceipt(
      String receipt, String json, boolean absent) throws Exception {
    hub.answers(reply(200, "application/json", json));

    assertThat(lookUp(receipt, true))
        .isInstanceOf(absent ? LookUp.Absent.class : LookUp.CannotTell.class);
    assertThat(lookUp(receipt, false)).isInstanceOf(LookUp.CannotTell.class);
  }

  @Test
  void aPageWithStatus200IsNoEmptyAnswer() throws Exception {
    hub.answers(reply(200, "text/html", "<html>log in</html>"));

    assertThat(lookUp("/hubNo", true)).isInstanceOf(LookUp.CannotTell.class);
  }
}
