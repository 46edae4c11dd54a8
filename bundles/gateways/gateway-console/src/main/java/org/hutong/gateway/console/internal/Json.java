package org.hutong.gateway.console.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.hutong.access.Role;
import org.hutong.catalogue.DeliverOn;
import org.hutong.kernel.Cursor;

/**
 * Writes documents on one line: records by their components, instants at +08:00, roles by their
 * wire names, cursors as text.
 */
public final class Json {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .addModule(
              new SimpleModule()
                  .addSerializer(OffsetDateTime.class, new Instant())
                  .addSerializer(Role.class, new RoleName())
                  .addSerializer(LocalDate.class, ToStringSerializer.instance)
                  .addSerializer(YearMonth.class, ToStringSerializer.instance)
                  .addSerializer(Path.class, ToStringSerializer.instance)
                  .addSerializer(Cursor.class, ToStringSerializer.instance)
                  .addSerializer(DeliverOn.class, ToStringSerializer.instance))
          .build()
          .writer();

  private Json() {}

  /** The document. */
  public static String text(Object document) {
    try {
      return WRITER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(document.getClass() + " has no JSON", e);
    }
  }

  private static final class Instant extends JsonSerializer<OffsetDateTime> {
    @Override
    public void serialize(OffsetDateTime at, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      OffsetDateTime local = at.withOffsetSameInstant(BEIJING).truncatedTo(ChronoUnit.MILLIS);
      out.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local));
    }
  }

  private static final class RoleName extends JsonSerializer<Role> {
    @Override
    public void serialize(Role role, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(role.wireName());
    }
  }
}
