package org.hutong.core.catalogue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** The request body that the published contract shows. */
public final class ExampleBody {
  /** The configuration that ships. */
  public static final Path CONFIG = Path.of("../../config");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ExampleBody() {}

  public static Map<String, Object> body() {
    return json(
        """
        {
          "item": {"scheme": "survey-2016", "code": "MZ-28", "version": 1},
          "subject": {"kind": "PERSON", "name": "阿依古丽·买买提", "idType": "RESIDENT_ID",
                      "idNumber": "110102198001011239", "phone": "13800000000",
                      "address": "东经路12号院3-2-301",
                      "community": {"scheme": "stat-2022", "code": "110102014003"}},
          "agent": null, "guardian": null,
          "form": {"applyAmountFen": 300000, "difficulty": "大病",
                   "family": [{"name": "…", "relation": "配偶", "monthlyIncomeFen": 180000}]},
          "materials": [{"code": "ID_COPY", "id": "…"}],
          "channel": "STATION", "origin": null, "note": ""
        }""");
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> json(String text) {
    try {
      return MAPPER.readValue(text, Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
