package org.hutong.adapter.soap.internal;

import java.util.Map;

/** How the two versions differ on the wire. */
enum SoapVersion {
  V11("http://schemas.xmlsoap.org/soap/envelope/", "1"),
  V12("http://www.w3.org/2003/05/soap-envelope", "true");

  final String namespace;
  final String mustUnderstand;

  SoapVersion(String namespace, String mustUnderstand) {
    this.namespace = namespace;
    this.mustUnderstand = mustUnderstand;
  }

  Map<String, String> headers(String action) {
    return this == V11
        ? Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", "\"" + action + "\"")
        : Map.of(
            "Content-Type",
            "application/soap+xml; charset=utf-8"
                + (action.isEmpty() ? "" : "; action=\"" + action + "\""));
  }
}
