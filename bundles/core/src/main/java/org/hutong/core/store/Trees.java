package org.hutong.core.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Plain trees ({@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Long}, {@code
 * BigDecimal}, null) to bytes and back.
 */
public final class Trees {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(Object.class, new PlainValue()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final ObjectMapper CANONICAL =
      MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Trees() {}

  /** Whole numbers as they came in: Jackson's own setting for longs fails beyond their range. */
  private static final class PlainValue extends UntypedObjectDeserializer {
    private static final long serialVersionUID = 1L;

    PlainValue() {
      super((JavaType) null, null);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return super.deserialize(parser, context);
      }
      return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? new BigDecimal(parser.getBigIntegerValue())
          : (Object) parser.getLongValue();
    }
  }

  /** UTF-8 JSON of a tree or a record. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has JSON", e);
    }
  }

  /** The same with sorted keys: equal trees give equal bytes. */
  public static byte[] canonical(Object value) {
    try {
      return CANONICAL.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has JSON", e);
    }
  }

  /** Reads back what {@link #write} wrote. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> read(byte[] json) {
    return read(json, Map.class);
  }

  /** Reads back a record that {@link #write} wrote. */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException e) {
      throw new IllegalStateException("stored JSON of our own can be read", e);
    }
  }

  /** A tree as the record it stands for. */
  public static <T> T convert(Object tree, Class<T> type) {
    return MAPPER.convertValue(tree, type);
  }
}
