package org.hutong.gateway.soap.internal.problem;

import org.hutong.problem.Kind;
import org.hutong.problem.Refused;

/** The fault codes of SOAP 1.1 and WS-Security, with the prefixes that {@link Faults} declares. */
public enum FaultCode {
  CLIENT("soap:Client"),
  SERVER("soap:Server"),
  VERSION_MISMATCH("soap:VersionMismatch"),
  MUST_UNDERSTAND("soap:MustUnderstand"),
  FAILED_AUTHENTICATION("wsse:FailedAuthentication");

  private final String text;

  FaultCode(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static FaultCode of(Refused refused) {
    Kind kind = refused.code().kind();
    return switch (kind) {
      case UNAUTHENTICATED -> FAILED_AUTHENTICATION;
      case INTERNAL, OVERLOADED -> SERVER;
      default -> CLIENT;
    };
  }
}
