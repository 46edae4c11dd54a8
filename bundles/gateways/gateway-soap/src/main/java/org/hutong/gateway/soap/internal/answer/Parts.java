package org.hutong.gateway.soap.internal.answer;

import java.util.Collection;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.soap.internal.v1.AllowedActionsXml;
import org.hutong.gateway.soap.internal.v1.ItemLineXml;
import org.hutong.gateway.soap.internal.v1.ItemRefXml;
import org.hutong.gateway.soap.internal.v1.PlaceXml;
import org.hutong.gateway.soap.internal.v1.StringsXml;
import org.hutong.gateway.soap.internal.v1.TimeLimitXml;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/** What several answers have in common. */
final class Parts {
  private Parts() {}

  static ItemLineXml item(ItemRef ref, String name) {
    ItemLineXml xml = new ItemLineXml();
    xml.setScheme(ref.scheme());
    xml.setCode(ref.code());
    xml.setVersion(ref.version());
    xml.setName(name);
    return xml;
  }

  static ItemRefXml ref(ItemRef ref) {
    ItemRefXml xml = new ItemRefXml();
    xml.setScheme(ref.scheme());
    xml.setCode(ref.code());
    xml.setVersion(ref.version());
    return xml;
  }

  static @Nullable PlaceXml place(@Nullable Place place) {
    if (place == null) {
      return null;
    }
    PlaceXml xml = new PlaceXml();
    xml.setScheme(place.scheme());
    xml.setCode(place.code());
    return xml;
  }

  static @Nullable TimeLimitXml limit(@Nullable TimeLimit limit) {
    if (limit == null) {
      return null;
    }
    TimeLimitXml xml = new TimeLimitXml();
    xml.setAmount(limit.amount());
    xml.setUnit(limit.unit().name());
    return xml;
  }

  static StringsXml strings(Collection<String> values) {
    StringsXml xml = new StringsXml();
    xml.getValue().addAll(values);
    return xml;
  }

  static AllowedActionsXml actions(Collection<String> actions) {
    AllowedActionsXml xml = new AllowedActionsXml();
    xml.getAction().addAll(actions);
    return xml;
  }
}
