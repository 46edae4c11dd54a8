package org.hutong.gateway.rest.internal.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Pattern;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyReader;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/** Reads a {@link JsonBody}: the one way by which JSON comes in. */
public final class JsonBodyReader implements MessageBodyReader<JsonBody> {
  // JAX-RS lets a request through that names no type, any type, or half of one.
  private static final Pattern TYPE =
      Pattern.compile(
          "application/(merge-patch\\+)?json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?",
          Pattern.CASE_INSENSITIVE);

  @Override
  public boolean isReadable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
    return type == JsonBody.class;
  }

  @Override
  public JsonBody readFrom(
      Class<JsonBody> type,
      Type generic,
      Annotation[] annotations,
      MediaType media,
      MultivaluedMap<String, String> headers,
      InputStream in) {
    String said = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    if (said == null || !TYPE.matcher(said).matches()) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
    return new JsonBody(StrictJson.read(readAll(in)));
  }

  /** All bytes of a body; a client that breaks off in the middle has sent nothing. */
  public static byte[] readAll(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Refused.fields(
          Code.MALFORMED_REQUEST,
          Code.MALFORMED_REQUEST.sentence(),
          List.of(new FieldError("", Code.MALFORMED_REQUEST, "请求内容没有完整到达")));
    }
  }
}
