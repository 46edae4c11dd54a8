package ${package}.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is this system's own, beyond the duties of every adapter. */
class ${className}AdapterTest {
  private static final String PASSWORD = "made-up-7f3a";

  private final StandIn system;

  ${className}AdapterTest() throws IOException {
    system = new StandIn(0, PASSWORD);
  }

  @AfterEach
  void stop() throws IOException {
    system.close();
  }

  private Outcome deliver(String password, Map<String, Object> content) throws Exception {
    SystemConfig config =
        new SystemConfig(
            "${systemId}",
            Map.of("host", "127.0.0.1", "port", system.port()),
            Map.of("password", password),
            Path.of("."));
    DeliveryKey key = new DeliveryKey("case-1", 1, "${systemId}", Operation.CREATE);
    try (SystemAdapter adapter = new ${className}AdapterFactory().create(config)) {
      return adapter.deliver(new Document(key, content, null, null), TestContext.unmapped());
    }
  }

  @Test
  void aDocumentWithoutANameIsRefusedUnderTheSystemsOwnCode() throws Exception {
    assertThat(deliver(PASSWORD, Map.of("no", "case-1")))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, refused -> assertThat(refused.code()).isEqualTo("NO_NAME"));
  }

  @Test
  void aWrongPasswordIsTriedAgainLaterBecauseAPersonMendsIt() throws Exception {
    assertThat(deliver("another", Map.of("no", "case-1", "name", "王小明")))
        .isInstanceOf(Outcome.RetryLater.class);
    assertThat(system.held("case-1")).isEmpty();
  }

  @Test
  void aNestedValueIsNotSent() throws Exception {
    assertThat(deliver(PASSWORD, Map.of("no", "case-1", "name", Map.of("given", "小明"))))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(system.held("case-1")).isEmpty();
  }

  @Test
  void aSettingThatNobodyKnowsIsNamed() {
    Map<String, Object> settings = new HashMap<>(Map.of("host", "127.0.0.1", "port", 9));
    settings.put("hots", "127.0.0.1");
    SystemConfig config =
        new SystemConfig("${systemId}", settings, Map.of("password", PASSWORD), Path.of("."));

    assertThatThrownBy(() -> new ${className}AdapterFactory().create(config))
        .isInstanceOfSatisfying(
            InvalidConfig.class, e -> assertThat(e.setting()).isEqualTo("settings.hots"));
  }
}
