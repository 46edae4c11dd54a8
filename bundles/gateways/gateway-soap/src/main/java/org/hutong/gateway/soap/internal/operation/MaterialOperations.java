package org.hutong.gateway.soap.internal.operation;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Material;
import org.hutong.gateway.soap.internal.answer.ApplianceAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.AnnounceMaterialResponse;
import org.hutong.gateway.soap.internal.v1.AppendMaterialResponse;
import org.hutong.gateway.soap.internal.v1.GetMaterialResponse;
import org.hutong.gateway.support.Services;

/** Materials. */
final class MaterialOperations {
  private static final int LONGEST_PART = 1 << 20;

  private final Services services;

  MaterialOperations(Services services) {
    this.services = services;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("AnnounceMaterial", this::announce);
    handlers.put("AppendMaterial", this::append);
    handlers.put("GetMaterial", this::get);
  }

  private Object announce(Caller caller, Args args) {
    String key = args.idempotencyKey();
    Map<String, Object> body = args.body("material");
    args.check();
    AnnounceMaterialResponse answer = new AnnounceMaterialResponse();
    answer.setMaterial(ApplianceAnswers.of(services.materials().announce(caller, key, body)));
    return answer;
  }

  private Object append(Caller caller, Args args) {
    String id = args.text("id");
    long offset = args.requiredNumber("offset", 0, Long.MAX_VALUE);
    byte[] content = args.bytes("content");
    args.check();
    AppendMaterialResponse answer = new AppendMaterialResponse();
    answer.setMaterial(
        ApplianceAnswers.of(services.materials().append(caller, id, offset, content)));
    return answer;
  }

  private Object get(Caller caller, Args args) {
    String id = args.text("id");
    String purpose = args.purpose();
    long offset = args.number("offset", 0, 0, Long.MAX_VALUE);
    int length = (int) args.number("length", 0, 1, LONGEST_PART);
    args.check();
    Material material = services.materials().get(caller, id);
    GetMaterialResponse answer = new GetMaterialResponse();
    answer.setMaterial(ApplianceAnswers.of(material));
    if (length > 0) {
      Window window = new Window(offset, length);
      services.materials().content(caller, id, purpose, window);
      answer.setContent(window.bytes());
    }
    return answer;
  }
}
