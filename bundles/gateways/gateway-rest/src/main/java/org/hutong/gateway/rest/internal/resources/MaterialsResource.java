package org.hutong.gateway.rest.internal.resources;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.access.Caller;
import org.hutong.casework.Material;
import org.hutong.casework.Materials;
import org.hutong.gateway.rest.internal.json.JsonBody;
import org.hutong.gateway.rest.internal.json.JsonBodyReader;
import org.hutong.gateway.support.Services;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Materials: announced, then uploaded in chunks. */
@Path("v1/materials")
public final class MaterialsResource {
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-zA-Z0-9!#$&^_.+-]{1,60}/[a-zA-Z0-9!#$&^_.+-]{1,60}");

  private static final String OCTETS = MediaType.APPLICATION_OCTET_STREAM;
  private static final Logger LOG = LoggerFactory.getLogger(MaterialsResource.class);

  private final Services services;

  public MaterialsResource(Services services) {
    this.services = services;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response announce(
      @Context Caller caller, @HeaderParam("Idempotency-Key") List<String> key, JsonBody body) {
    Material material =
        services.materials().announce(caller, Params.idempotencyKey(key), body.tree());
    return Answer.created("materials/" + material.id(), material);
  }

  /** The offset makes it safe to repeat: no other key is asked for. */
  @PUT
  @Path("{id}/content")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public Response append(
      @Context Caller caller,
      @PathParam("id") String id,
      @QueryParam("offset") String offset,
      @HeaderParam("Content-Type") String type,
      InputStream chunk) {
    // JAX-RS lets a request through that says nothing, or that it may be anything.
    if (type == null || !type.regionMatches(true, 0, OCTETS, 0, OCTETS.length())) {
      throw Refused.because(Code.UNSUPPORTED_MEDIA_TYPE);
    }
    long at = Params.offset(offset);
    return Answer.ok(services.materials().append(caller, id, at, JsonBodyReader.readAll(chunk)));
  }

  @GET
  @Path("{id}")
  public Response get(@Context Caller caller, @PathParam("id") String id) {
    return Answer.ok(services.materials().get(caller, id));
  }

  /**
   * Streams past JAX-RS: an answer that breaks off in the middle has to be short of its length, and
   * a problem must never be appended to it.
   */
  @GET
  @Path("{id}/content")
  public void content(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Hutong-Purpose") List<String> purposeHeader,
      @QueryParam("purpose") String purposeQuery,
      @Context HttpServletResponse response)
      throws IOException {
    String purpose = Params.purpose(purposeHeader, purposeQuery);
    Materials materials = services.materials();
    Material material = materials.get(caller, id);
    FirstByte out = new FirstByte(response, () -> head(response, material));
    try {
      materials.content(caller, id, purpose, out);
      out.begin();
    } catch (RuntimeException e) {
      if (!out.begun()) {
        throw e;
      }
      // The head is out, or the client is gone: the length that is missing says the rest.
      LOG.debug("Material {} broke off: {}", id, e.getClass().getName());
    }
    response.flushBuffer();
  }

  private static void head(HttpServletResponse response, Material material) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(type(material.mediaType()));
    response.setContentLengthLong(material.size());
    // Never shown inside a page of ours, whatever it claims to be.
    response.setHeader("Content-Disposition", "attachment");
  }

  private static String type(@Nullable String mediaType) {
    return mediaType != null && MEDIA_TYPE.matcher(mediaType).matches()
        ? mediaType
        : MediaType.APPLICATION_OCTET_STREAM;
  }
}
