package org.hutong.gateway.rest.internal.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.gateway.rest.internal.json.Reply;

/** The contract itself; it holds no data and asks for no account. */
@Path("v1/openapi.json")
public final class OpenApiResource {
  private static final String RESOURCE = "/openapi.json";

  private final byte[] document;

  public OpenApiResource() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream(RESOURCE)) {
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  public Response get() {
    return Reply.of(200, MediaType.APPLICATION_JSON_TYPE, document).build();
  }
}
