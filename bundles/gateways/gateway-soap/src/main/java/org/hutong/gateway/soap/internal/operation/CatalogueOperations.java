package org.hutong.gateway.soap.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hutong.access.Caller;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.soap.internal.answer.ApplianceAnswers;
import org.hutong.gateway.soap.internal.answer.CatalogueAnswers;
import org.hutong.gateway.soap.internal.request.Args;
import org.hutong.gateway.soap.internal.v1.FindItemsResponse;
import org.hutong.gateway.soap.internal.v1.GetCapabilitiesResponse;
import org.hutong.gateway.soap.internal.v1.GetItemResponse;
import org.hutong.gateway.soap.internal.v1.GetSystemsResponse;
import org.hutong.gateway.support.Pages;
import org.hutong.gateway.support.Services;
import org.hutong.gateway.support.ThisStreet;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.SystemInfo;

/** What this appliance takes, its items and its systems. */
final class CatalogueOperations {
  private final Services services;
  private final ThisStreet street;
  private final Supplier<Map<String, Long>> limits;

  CatalogueOperations(Services services, ThisStreet street, Supplier<Map<String, Long>> limits) {
    this.services = services;
    this.street = street;
    this.limits = limits;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("GetCapabilities", this::capabilities);
    handlers.put("FindItems", this::find);
    handlers.put("GetItem", this::item);
    handlers.put("GetSystems", this::systems);
  }

  private Object capabilities(Caller caller, Args args) {
    GetCapabilitiesResponse answer = new GetCapabilitiesResponse();
    answer.setCapabilities(
        ApplianceAnswers.of(services.appliance().capabilities(caller).through(limits.get())));
    return answer;
  }

  private Object find(Caller caller, Args args) {
    String text = args.optional("text");
    String category = args.optional("category");
    String audience = args.optional("audience");
    int limit = Lists.limit(args);
    String after = args.optional("after");
    args.check();
    List<Item> found = services.catalogue().find(text, category, audience);
    Page<Item> page = Pages.of(found, limit, after, Item::ref);
    FindItemsResponse answer = new FindItemsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(CatalogueAnswers.summaries(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }

  private Object item(Caller caller, Args args) {
    String scheme = args.text("scheme");
    String code = args.text("code");
    int version = (int) args.number("version", 0, 1, Integer.MAX_VALUE);
    args.check();
    Optional<Item> item =
        version == 0
            ? services.catalogue().item(scheme, code)
            : services.catalogue().item(new ItemRef(scheme, code, version));
    GetItemResponse answer = new GetItemResponse();
    answer.setItem(
        CatalogueAnswers.of(
            street.code(caller), item.orElseThrow(() -> Refused.because(Code.ITEM_NOT_FOUND))));
    return answer;
  }

  private Object systems(Caller caller, Args args) {
    String id = args.optional("id");
    int limit = Lists.limit(args);
    String after = args.optional("after");
    args.check();
    List<SystemInfo> systems =
        id == null ? services.systems().list(caller) : List.of(services.systems().get(caller, id));
    Page<SystemInfo> page = Pages.of(systems, limit, after, SystemInfo::id);
    GetSystemsResponse answer = new GetSystemsResponse();
    answer.setStreet(street.code(caller));
    answer.setItems(ApplianceAnswers.systems(page.items()));
    answer.setNext(Lists.next(page));
    return answer;
  }
}
