package org.hutong.adapter.rest.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.rest.internal.FakeHub.Reply;

/** The same duties behind OAuth2: a token comes first, and the document may not suffer for it. */
class RestTokenContractTest extends RestAdapterContractTest {
  private static final String TOKEN = "a-made-up-token";

  RestTokenContractTest() throws IOException {
    hub.behaves(
        request -> {
          if (request.target().equals("/oauth/token")) {
            return Reply.json(200, "{\"access_token\": \"" + TOKEN + "\", \"expires_in\": 600}");
          }
          return ("Bearer " + TOKEN).equals(request.headers().getFirst("Authorization"))
              ? hub.asAHub(request)
              : Reply.json(401, "{}");
        });
  }

  @Override
  protected SystemConfig config(int port) {
    Map<String, Object> settings = new HashMap<>(super.config(port).settings());
    settings.put("auth", "oauth2");
    settings.put(
        "oauth2",
        Map.of("tokenUrl", "http://127.0.0.1:" + port + "/oauth/token", "clientId", "hutong"));
    return new SystemConfig("sut", settings, Map.of("clientSecret", Samples.TOKEN), Path.of("."));
  }

  /** The document's request, not the token's. */
  @Override
  protected String lastWord() {
    return "POST /hub";
  }
}
